package cc.profitmaker.bootstrap.violations.bootstrap;

import cc.profitmaker.bootstrap.violations.adapter.web.rest.InnocentResource;

/** Breaks two rules: resources are the web adapter's own, and one class composes. */
public record ReachesIntoRest(InnocentResource resource) {}
