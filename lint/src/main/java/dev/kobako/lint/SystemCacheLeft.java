package dev.kobako.lint;

import java.util.Set;

/** Lists and caches of a system's package manager that stay in a shipped layer. */
final class SystemCacheLeft implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S03", Severity.INFO, "Leave no lists and caches of package managers in a layer");
  }

  @Override
  public Set<String> saidBy() {
    return Set.of("DL3009", "DL3019", "DL3032", "DL3036", "DL3040");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      for (PackageCache cache : PackageCaches.ALL) {
        if (cache.system() && layer.fills().contains(cache)) {
          broken.add(layer.instruction(), "The " + cache.name() + " stays here: " + cache.remedy());
        }
      }
    }
  }
}
