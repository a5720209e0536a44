package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** What package managers of languages downloaded or built and would download or build again. */
final class LanguageCaches implements CleanRule {
  private static final List<String> IN_HOME =
      List.of(
          ".cache/pip",
          ".cache/pypoetry/cache",
          ".cache/pypoetry/artifacts",
          ".cache/uv",
          ".cache/yarn",
          ".cache/node-gyp",
          ".cache/composer",
          ".cache/go-build",
          ".cache/sccache",
          ".cache/ccache",
          ".composer/cache",
          ".npm/_cacache",
          ".npm/_logs",
          ".npm/_prebuilds",
          ".yarn/berry/cache",
          ".node-gyp",
          ".bundle/cache",
          ".gem/specs",
          ".cargo/registry/cache",
          ".cargo/registry/index",
          ".cargo/git/db",
          ".gradle/daemon",
          ".cpan/build",
          ".cpan/sources",
          ".cpanm/work",
          ".ccache");

  private static final List<String> ELSEWHERE =
      List.of(
          "/usr/local/share/.cache/yarn",
          "/usr/local/cargo/registry/cache",
          "/usr/local/cargo/registry/index",
          "/usr/local/cargo/git/db",
          "/go/pkg/mod/cache/download");

  @Override
  public String name() {
    return "language-caches";
  }

  @Override
  public String about() {
    return "Caches of pip, Poetry, uv, npm, yarn, Composer, Bundler, RubyGems, CPAN, Go, Cargo, ccache"
        + " and sccache, but no folder that programs are run from.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (ImagePath home : CleanPaths.homes(cleaning)) {
      for (String cache : IN_HOME) {
        cleaning.remove(ImagePath.of(home + "/" + cache));
      }
    }
    for (String cache : ELSEWHERE) {
      cleaning.remove(ImagePath.of(cache));
    }
    for (ImagePath gem : CleanPaths.files(cleaning, LanguageCaches::isPackedGem)) {
      cleaning.remove(gem);
    }
  }

  /** RubyGems keeps each package that it has unpacked in a folder beside the specifications. */
  private static boolean isPackedGem(ImagePath path) {
    return path.name().endsWith(".gem") && Ancestors.parentName(path).equals("cache");
  }
}
