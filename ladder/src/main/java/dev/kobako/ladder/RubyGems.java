package dev.kobako.ladder;

import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/** Gems: of one that was loaded all files that programs load, its extensions and specification. */
final class RubyGems implements Family {
  @Override
  public String name() {
    return "ruby-gems";
  }

  @Override
  public String about() {
    return "A gem of which a run loaded a file stays with its extensions and specification, without"
        + " tests, documentation and C sources.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(RubyGems::gem).entrySet()) {
      ImagePath gem = each.getKey();
      ImagePath because = each.getValue();
      touched.keepAll(
          gem, path -> !PackageDeadWeight.contains(Ancestors.below(gem, path)), because);
      ImagePath home = gem.parent().flatMap(ImagePath::parent).orElseThrow();
      touched.keep(home.child("specifications").child(gem.name() + ".gemspec"), because);
      touched.keepAll(
          home.child("extensions"),
          path ->
              path.toString().contains("/" + gem.name() + "/")
                  && !path.name().endsWith(".log")
                  && !path.name().endsWith(".out"),
          because);
    }
  }

  /** {@code .../gems/NAME-VERSION} beside a folder of specifications. */
  private static Optional<ImagePath> gem(ImagePath path) {
    return path.toString().contains("/gems/")
        ? Ancestors.nearest(
            path,
            folder -> Ancestors.parentName(folder).equals("gems") && folder.name().indexOf('-') > 0)
        : Optional.empty();
  }
}
