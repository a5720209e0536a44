package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a source project, read and never run. Paths are relative, with slashes, without
 * {@code .} and {@code ..}. Links are not followed when the folder is listed, and never out of it.
 *
 * <p>Not for several threads.
 */
public final class ProjectFolder {
  /** Lock files of large projects have some megabytes. */
  private static final int MAX_BYTES = 16 << 20;

  /** More files than a person looks through; what is beyond is as if it weren't there. */
  private static final int MAX_ENTRIES = 50_000;

  private static final int MAX_DEPTH = 24;

  /** Sources that are searched for what they use, in all. */
  private static final long MAX_SEARCHED = 64L << 20;

  /** What tools make or fetch; no source lies there. */
  private static final Set<String> MADE =
      Set.of(
          "node_modules",
          "target",
          "dist-newstyle",
          "vendor",
          "__pycache__",
          "venv",
          "bower_components");

  private final Path root;
  private final Map<String, Optional<String>> texts = new HashMap<>();
  private final List<String> links = new ArrayList<>();
  private final List<String> unlisted = new ArrayList<>();
  private @Nullable List<String> files;

  /** What has been searched, and its length; more than the bound is not. */
  private final Set<String> sources = new HashSet<>();

  private long searched;

  private ProjectFolder(Path root) {
    this.root = root;
  }

  /**
   * The folder.
   *
   * @throws KobakoException usage, where there is none
   */
  public static ProjectFolder of(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new NotDirectoryException(real.toString());
      }
      return new ProjectFolder(real);
    } catch (IOException _) {
      throw KobakoException.usage(
          Diagnostic.of(
              PrintableText.of(folder.toString()),
              "is no folder that can be read",
              "name the folder of a project"));
    }
  }

  /** The name of the folder itself. */
  public String name() {
    Path name = root.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Whether there is such a regular file in it. */
  public boolean has(String path) {
    return inside(path).filter(Files::isRegularFile).isPresent();
  }

  /** Whether there is such a folder in it. */
  public boolean hasFolder(String path) {
    return inside(path).filter(Files::isDirectory).isPresent();
  }

  /**
   * The text of a file; empty where there is none, or it leads out of the folder.
   *
   * @throws KobakoException a finding, where it is too large or no UTF-8; outside, where it can't
   *     be read
   */
  public Optional<String> text(String path) {
    Optional<String> known = texts.get(path);
    if (known == null) {
      known = inside(path).filter(Files::isRegularFile).map(file -> read(path, file));
      texts.put(path, known);
    }
    return known;
  }

  /** The same as bytes. */
  Optional<byte[]> bytes(String path) {
    return text(path).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** The files whose names end so, sorted; without those that tools make and hidden folders. */
  public List<String> filesEndingWith(String end) {
    return files().stream().filter(file -> file.endsWith(end)).toList();
  }

  /** All files, sorted; without those that tools make and hidden folders. */
  public List<String> files() {
    List<String> found = files;
    if (found == null) {
      found = list();
      files = found;
    }
    return found;
  }

  /** All symbolic links, sorted, which are none of the files; where files are looked for. */
  public List<String> links() {
    files();
    return links.stream().sorted().toList();
  }

  /** The folders that tools make, sorted, of which no file is listed; hidden ones are none. */
  public List<String> unlisted() {
    files();
    return unlisted.stream().sorted().toList();
  }

  /**
   * Whether one of the files has one of the words in it; the search ends at a bound, so that a
   * folder of gigabytes is not read whole.
   */
  boolean mentions(List<String> paths, String... words) {
    for (String path : paths) {
      Optional<String> text = searchable(path);
      if (text.isPresent()) {
        for (String word : words) {
          if (text.get().contains(word)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * The text of a source, which is not kept; empty also where it is none that can be searched, or
   * is beyond the bound.
   */
  public Optional<String> searchable(String path) {
    Optional<String> known = texts.get(path);
    if (known != null) {
      return known;
    }
    if (searched >= MAX_SEARCHED && !sources.contains(path)) {
      return Optional.empty();
    }
    try {
      Optional<String> text =
          inside(path).filter(Files::isRegularFile).map(file -> read(path, file));
      if (sources.add(path)) {
        searched += text.map(String::length).orElse(0);
      }
      return text;
    } catch (KobakoException _) {
      return Optional.empty(); // not a source that says anything
    }
  }

  /** The file in the folder that a path leads to, through links where they stay inside. */
  private Optional<Path> inside(String path) {
    try {
      Path file = root.resolve(path).normalize();
      if (!file.startsWith(root) || !Files.exists(file)) {
        return Optional.empty();
      }
      return Optional.of(file.toRealPath()).filter(real -> real.startsWith(root));
    } catch (InvalidPathException | IOException _) {
      return Optional.empty();
    }
  }

  private static String read(String path, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw KobakoException.finding(
            Diagnostic.of(
                PrintableText.of(path),
                "has more than " + MAX_BYTES + " bytes, expected a file that people write"));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw KobakoException.finding(
          Diagnostic.of(PrintableText.of(path), "is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(PrintableText.of(path), "can't be read", "make it readable"), e);
    }
  }

  private List<String> list() {
    List<String> found = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    int seen = 0;
    while (!folders.isEmpty() && seen < MAX_ENTRIES) {
      String folder = folders.removeFirst();
      for (Path entry : entries(folder)) {
        if (++seen > MAX_ENTRIES) {
          break;
        }
        String name = String.valueOf(entry.getFileName());
        String path = folder + name;
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.add(path);
        } else if (Files.isSymbolicLink(entry)) {
          links.add(path);
        } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !name.startsWith(".")) {
          boolean deep = path.chars().filter(c -> c == '/').count() >= MAX_DEPTH;
          if (deep || MADE.contains(name)) {
            unlisted.add(path);
          } else {
            folders.addLast(path + "/");
          }
        }
      }
    }
    found.sort(null);
    return List.copyOf(found);
  }

  private List<Path> entries(String folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path entry : stream) {
        entries.add(entry);
        if (entries.size() > MAX_ENTRIES) {
          break;
        }
      }
    } catch (IOException _) {
      return List.of(); // a folder that can't be listed has nothing for a build either
    }
    entries.sort(null);
    return entries;
  }
}
