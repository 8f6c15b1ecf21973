// When the server no longer knows who is there, the page leads back to logging in instead of failing quietly.
(() => {
  const ask = window.fetch;
  window.fetch = async (...given) => {
    const answer = await ask(...given);
    if (answer.status === 401 && new URL(answer.url).origin === location.origin) {
      location.assign("/login?told=over&next=" + encodeURIComponent("/" + (location.search || "?")));
    }
    return answer;
  };
})();
