package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder of the host and what is below it, by {@link ImagePath}s that count from it. Every
 * question goes to the system, and no link is followed at the last name; whoever asks for what is
 * below a directory has seen that it is one. Safe for use by many threads.
 */
public final class HostFolder {
  private static final int NAME_MAX = 255;
  private static final int PATH_MAX = 4096;

  /** So many files are looked at in Java before Linux's own calls are worth to be linked. */
  private static final int MANY = 1500;

  private static final Comparator<Seen> BY_NAME = (a, b) -> a.name.compareTo(b.name);

  private final HostPaths paths;
  private final AtomicInteger looked = new AtomicInteger();

  /** A name in a directory, and what it names. */
  public record Seen(String name, HostStat stat) {}

  private HostFolder(Path root) {
    this.paths = new HostPaths(root);
  }

  /**
   * A folder, which may itself be a link to one.
   *
   * @throws KobakoException outside, if there is no folder
   */
  public static HostFolder of(Path root) {
    if (!Files.isDirectory(root)) {
      throw KobakoException.outside(
          Diagnostic.of(
              root.toString(),
              Files.exists(root) ? "not a directory" : "no such directory",
              "name a directory that can be read"),
          null);
    }
    try {
      return new HostFolder(root.toRealPath());
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /** Where the host has it. */
  public Path path(ImagePath path) {
    return paths.host(path);
  }

  /**
   * What is at a path; nothing where the host has nothing.
   *
   * @throws KobakoException outside, if the host refuses to say
   */
  public Optional<HostStat> look(ImagePath path) {
    // A longer name can't exist, and the kernel would answer with an error instead of "none".
    if (3 * path.name().length() > NAME_MAX && PathBytes.encode(path.name()).length > NAME_MAX) {
      return Optional.empty();
    }
    if (paths.bytes(path).length >= PATH_MAX) {
      return Optional.empty();
    }
    Path host = paths.host(path);
    try {
      return Optional.of(
          HostStat.of(Files.readAttributes(host, HostStat.ASKED, LinkOption.NOFOLLOW_LINKS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(host, e);
    }
  }

  /**
   * The names in a directory, sorted; none where there is no directory any more.
   *
   * @throws KobakoException outside, if the directory can't be read
   */
  public List<String> names(ImagePath path) {
    Path directory = paths.host(path);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path each : stream) {
        names.add(HostPaths.name(each));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw unreadable(directory, Objects.requireNonNullElseGet(e.getCause(), IOException::new));
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    Collections.sort(names);
    return List.copyOf(names);
  }

  /**
   * All that is in a directory, sorted by name; nothing where there is no directory any more.
   * Quicker than to ask for the names and for each.
   *
   * @throws KobakoException outside, if the directory can't be read
   */
  public List<Seen> list(ImagePath path) {
    if (looked.get() < MANY) {
      List<String> names = names(path);
      if (looked.addAndGet(names.size()) < MANY) {
        return list(path, names);
      }
    }
    List<Seen> found = LinuxDirectory.read(paths.bytes(path)).orElse(null);
    if (found == null) {
      return list(path, names(path));
    }
    found.sort(BY_NAME);
    return found;
  }

  private List<Seen> list(ImagePath path, List<String> names) {
    List<Seen> found = new ArrayList<>();
    for (String name : names) {
      HostStat stat = look(path.child(name)).orElse(null);
      if (stat != null) {
        found.add(new Seen(name, stat));
      }
    }
    return found;
  }

  /**
   * The target of the link at a path, as written.
   *
   * @throws KobakoException outside, if there is none any more
   */
  public String linkTarget(ImagePath path) {
    Optional<byte[]> exact = LinuxFileCalls.linkTarget(paths.bytes(path));
    if (exact.isPresent()) {
      return PathBytes.decode(exact.get());
    }
    Path host = paths.host(path);
    try {
      return HostPaths.text(Files.readSymbolicLink(host));
    } catch (IOException e) {
      throw unreadable(host, e);
    }
  }

  /** All extended attributes that the process may see, as {@link Attributes#xattrs} has them. */
  public SortedMap<String, String> xattrs(ImagePath path) {
    return LinuxFileCalls.xattrs(paths.bytes(path));
  }

  /** The error for a file that can't be read. */
  private static KobakoException unreadable(Path host, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(cause.getMessage());
    return KobakoException.outside(
        Diagnostic.of(
            Printable.text(host.toString()),
            "can't be read: " + reason,
            "run as a user who may read it, or leave it out"),
        cause);
  }
}
