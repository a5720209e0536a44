package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The standard library of Ruby, with encodings and Unicode tables: {@code autoload} and encodings
 * load at the first use. Debian has the parts in C in a folder by themselves.
 */
final class RubyLibrary implements Family {
  /** What is for documentation, for people at a prompt, and for building extensions. */
  private static final Set<String> DEAD =
      Set.of("rdoc", "rdoc.rb", "ri", "irb", "irb.rb", "mkmf.rb", "syntax_suggest");

  @Override
  public String name() {
    return "ruby-library";
  }

  @Override
  public String about() {
    return "Ruby's standard library, with encodings and Unicode tables, stays where a run loaded any"
        + " of it, without rdoc, irb and mkmf.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(RubyLibrary::library).entrySet()) {
      for (ImagePath part : parts(each.getKey(), touched)) {
        touched.keepAll(
            part,
            path -> Ancestors.below(part, path).stream().noneMatch(DEAD::contains),
            each.getValue());
      }
    }
  }

  /** A folder called by a version in one called ruby: {@code /usr/lib/ruby/3.1.0}. */
  private static Optional<ImagePath> library(ImagePath path) {
    return path.toString().contains("/ruby/")
        ? Ancestors.nearest(
            path,
            folder ->
                Ancestors.parentName(folder).equals("ruby")
                    && Character.isDigit(folder.name().charAt(0)))
        : Optional.empty();
  }

  private static List<ImagePath> parts(ImagePath library, Touched touched) {
    List<ImagePath> parts = new ArrayList<>();
    parts.add(library);
    ImagePath libraries = ImagePath.of("/usr/lib");
    if (library.startsWith(libraries)) {
      parts.add(libraries.child("ruby").child(library.name()));
      for (String name : touched.tree().names(libraries)) {
        parts.add(libraries.child(name).child("ruby").child(library.name()));
      }
    }
    return parts.stream()
        .filter(part -> touched.tree().entry(part).isPresent())
        .distinct()
        .toList();
  }
}
