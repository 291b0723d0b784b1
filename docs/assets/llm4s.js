// The theme adds a button to each code block inside a landmark without a name; several on a page need different ones.
const article = document.querySelector("article");
if (article) {
  const name = () => article.querySelectorAll(".md-code__nav:not([aria-label])").forEach((nav, number) => {
    nav.setAttribute("aria-label", `Code block ${nav.closest("pre")?.id.replace(/\D+/g, "") || number}`);
  });
  new MutationObserver(name).observe(article, { childList: true, subtree: true });
  name();
}
