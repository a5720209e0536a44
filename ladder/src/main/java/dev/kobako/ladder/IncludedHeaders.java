package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers that a header of C includes by name, whatever conditions stand around: {@code
 * #include} of C17 (6.10.2), beside the file and in the folders of the system.
 */
final class IncludedHeaders {
  private static final Pattern INCLUDE =
      Pattern.compile(
          "^[ \\t]*#[ \\t]*include(?:_next)?[ \\t]*[<\"]([^>\"\\n\\x00]{1,300})[>\"]",
          Pattern.MULTILINE);

  /** A longer one is no header that somebody wrote. */
  private static final long LONGEST = 1 << 20;

  /** More than anybody builds for at once. */
  private static final int MOST_ARCHITECTURES = 16;

  private final Tree tree;
  private final List<ImagePath> folders = new ArrayList<>();

  /**
   * Headers of one system.
   *
   * @param top where its headers are; those of one architecture are in a folder in it that is
   *     called as {@code x86_64-linux-gnu}
   */
  IncludedHeaders(ImagePath top, Tree tree) {
    this.tree = tree;
    folders.add(top);
    tree.names(top).stream()
        .filter(name -> name.contains("-linux-"))
        .map(top::child)
        .filter(each -> tree.entry(each).orElse(null) instanceof Entry.Directory)
        .limit(MOST_ARCHITECTURES)
        .forEach(folders::add);
  }

  /** Those that one file includes and that are there; none of what is no regular file. */
  List<ImagePath> of(ImagePath header) throws IOException {
    if (!(tree.entry(header).orElse(null) instanceof Entry.RegularFile file)
        || file.content().size() > LONGEST) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    Matcher found =
        INCLUDE.matcher(new String(file.content().bytes(), StandardCharsets.ISO_8859_1));
    while (found.find()) {
      names.add(found.group(1));
    }
    List<ImagePath> included = new ArrayList<>();
    for (String name : names) {
      header.parent().flatMap(folder -> in(folder, name)).ifPresent(included::add);
      for (ImagePath folder : folders) {
        in(folder, name).ifPresent(included::add);
      }
    }
    return included;
  }

  private Optional<ImagePath> in(ImagePath folder, String name) {
    Resolution end = tree.resolve(folder + "/" + name);
    return end.file().map(_ -> end.place());
  }
}
