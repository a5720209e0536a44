package dev.kobako.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compilers and headers in an image that is shipped. */
final class BuildToolsShipped implements Rule {
  private static final Set<String> TOOLS =
      Set.of(
          "alpine-sdk",
          "autoconf",
          "automake",
          "bison",
          "build-base",
          "build-essential",
          "cargo",
          "clang",
          "cmake",
          "flex",
          "g++",
          "gcc",
          "gcc-c++",
          "git",
          "golang",
          "golang-go",
          "gradle",
          "libtool",
          "make",
          "maven",
          "meson",
          "ninja-build",
          "pkg-config",
          "pkgconf",
          "rustc",
          "linux-headers",
          "default-jdk",
          "default-jdk-headless");
  private static final Pattern VERSIONED =
      Pattern.compile("(gcc|g\\+\\+|clang|golang|openjdk|java)-[0-9.]+(-jdk.*|-openjdk-devel)?");

  @Override
  public Description description() {
    return new Description(
        "S06", Severity.INFO, "Build in a stage of its own: the image needs no compilers");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LayerEffects> layers = file.layers();
    for (LayerEffects layer : layers) {
      Optional<String> tool =
          layer.installs().stream()
              .filter(each -> isTool(each.substring(each.indexOf(' ') + 1)))
              .filter(each -> !isGone(layer, each))
              .sorted()
              .findFirst();
      tool.ifPresent(each ->
          broken.add(
              layer.instruction(),
              each.substring(each.indexOf(' ') + 1)
                  + " is shipped: build in a stage of its own and COPY --from it, or take the"
                  + " package away in this RUN"));
    }
  }

  private static boolean isTool(String name) {
    return TOOLS.contains(name)
        || VERSIONED.matcher(name).matches()
        || name.endsWith("-dev")
        || name.endsWith("-devel");
  }

  /** Taken away by its name, with a group of apk's, or with all that nobody needs. */
  private static boolean isGone(LayerEffects layer, String tool) {
    String manager = tool.substring(0, tool.indexOf(' ') + 1);
    return layer.uninstalls().contains(tool)
        || layer.uninstalls().contains(manager + "autoremove")
        || layer.uninstalls().stream()
            .anyMatch(each -> each.startsWith("apk .") && layer.installs().contains(each))
        || layer.uninstalls().stream().anyMatch(each -> each.contains("$") || each.contains("*"));
  }
}
