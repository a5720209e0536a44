package dev.kobako.lint;

import java.util.Set;

/** Caches of package managers of languages that stay in a shipped layer. */
final class LanguageCacheLeft implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S04", Severity.INFO, "Leave no caches of languages' package managers in a layer");
  }

  @Override
  public Set<String> saidBy() {
    return Set.of("DL3042", "DL3060");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      for (PackageCache cache : PackageCaches.ALL) {
        if (!cache.system() && layer.fills().contains(cache)) {
          broken.add(layer.instruction(), "The " + cache.name() + " stays here: " + cache.remedy());
        }
      }
    }
  }
}
