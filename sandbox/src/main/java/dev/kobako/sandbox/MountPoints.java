package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Makes the places where something is mounted in a root. A link on the way is refused: it could
 * lead out of the root, and the mount with it.
 */
final class MountPoints implements SetupScript.Places {
  private final Path root;

  MountPoints(Path root) {
    this.root = root;
  }

  /** A folder at {@code target}. */
  @Override
  public void folder(String target) {
    Path _ = make(target);
  }

  private Path make(String target) {
    Path place = root;
    for (Path name : Path.of("/").relativize(Path.of(target).normalize())) {
      place = place.resolve(name);
      makeFolder(target, place);
    }
    return place;
  }

  /** A file or folder at {@code mount}'s target, of the kind of its source. */
  @Override
  public String of(Mount mount) {
    return place(mount).toString();
  }

  private Path place(Mount mount) {
    if (Files.isDirectory(mount.source())) {
      return make(mount.target());
    }
    Path target = Path.of(mount.target()).normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw refused(mount.target(), root, "a file can't be mounted over the root");
    }
    Path place = make(parent.toString()).resolve(target.getFileName().toString());
    try {
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(place);
      }
    } catch (FileAlreadyExistsException _) {
      // Another run in the same root was quicker; what it made is looked at below.
    } catch (IOException e) {
      throw refused(mount.target(), place, e.toString());
    }
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(mount.target(), place, "is no regular file");
    }
    return place;
  }

  private static void makeFolder(String target, Path place) {
    try {
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(place);
      }
    } catch (FileAlreadyExistsException _) {
      // Another run in the same root was quicker; what it made is looked at below.
    } catch (IOException e) {
      throw refused(target, place, e.toString());
    }
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(target, place, "is no directory");
    }
  }

  private static KobakoException refused(String target, Path place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            target,
            "nothing can be mounted here: " + place + ": " + fact,
            "let the image have directories, not links, on the way to " + target));
  }
}
