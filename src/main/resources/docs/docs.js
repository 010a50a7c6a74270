// The document is always our own: what the address asks for is not read. A key that is typed in is gone with the page.
SwaggerUIBundle({
  url: new URL("../openapi.yaml", document.baseURI).href,
  dom_id: "#docs",
  presets: [SwaggerUIBundle.presets.apis],
  queryConfigEnabled: false,
  persistAuthorization: false,
  validatorUrl: null,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
});
