package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The place in the result that the user names for what is included: where it leads through the
 * links of the source, which come with it, so that the result has both the link and what programs
 * find behind it.
 */
final class Destination {
  private final String words;
  private final Closure closure;
  private final Reason reason;

  /** A place by its absolute path, which may have {@code ..} and need not be there. */
  Destination(String words, Closure closure, Reason reason) {
    this.words = words;
    this.closure = closure;
    this.reason = reason;
  }

  /**
   * Puts a copy of what is at {@code from} here.
   *
   * @param name where this is the folder that it goes into, the name it gets in there
   * @throws KobakoException usage, if a file is where a folder must be, or the reverse
   */
  void copy(ImagePath from, Optional<String> name) {
    List<String> names = new ArrayList<>(Arrays.asList(words.split("/")));
    name.ifPresent(names::add);
    names.removeIf(each -> each.isEmpty() || each.equals("."));
    ImagePath place = ImagePath.ROOT;
    for (String each : names) {
      place =
          each.equals("..")
              ? folder(place).parent().orElse(ImagePath.ROOT)
              : folder(place).child(each);
    }
    put(from, place);
  }

  private void put(ImagePath from, ImagePath to) {
    Entry entry = closure.tree().entry(from).orElseThrow();
    if (entry instanceof Entry.Directory) {
      ImagePath folder = folder(to);
      closure.add(folder, entry, reason);
      for (String name : closure.tree().names(from)) {
        put(from.child(name), folder.child(name));
      }
    } else if (closure.tree().entry(to).orElse(null) instanceof Entry.Directory) {
      throw inTheWay(to, "is a folder");
    } else {
      closure.generate(to, entry, reason);
    }
  }

  /** The folder that a path leads to; the path itself, where there is nothing yet. */
  private ImagePath folder(ImagePath path) {
    Resolution resolution = closure.tree().resolve(path);
    if (resolution.outcome() instanceof Resolution.Outcome.Missing
        && closure.tree().entry(path).isEmpty()) {
      return path;
    }
    if (!(resolution.entry().orElse(null) instanceof Entry.Directory)) {
      throw inTheWay(resolution.place(), "is no folder");
    }
    if (!resolution.links().isEmpty()) {
      closure.keep(path.toString(), reason);
    }
    return resolution.place();
  }

  private KobakoException inTheWay(ImagePath place, String fact) {
    return KobakoException.usage(
        Diagnostic.of(
            reason.how(),
            "can't go to "
                + words
                + ", since "
                + place
                + " "
                + fact
                + " in "
                + closure.source().name(),
            "choose another DEST"));
  }
}
