// Swagger UI sets innerHTML with markup it has sanitised itself; all it shows comes from our own /openapi.json.
// Scripts made from strings stay forbidden: the policy makes HTML only.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', { createHTML: (html) => html });
}
window.addEventListener('DOMContentLoaded', () => {
  window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#viewer', deepLinking: false, validatorUrl: null });
});
