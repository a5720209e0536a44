package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.PathBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that the caller may not read, though they are its own or its subordinate users': modes mean
 * nothing to the root of a user namespace that has the files' owners (user_namespaces(7)).
 */
public final class RefusedFiles {
  /** Reads names that end with NUL. Parameters: the folder, GNU tar. */
  private static final String PACK =
      """
      cd -- "$1" && exec "$2" --create --file=- --format=posix --no-recursion --hard-dereference \\
        --ignore-failed-read --null --verbatim-files-from --files-from=-
      """;

  private RefusedFiles() {}

  /**
   * Writes a tar of regular files; those that can't be read so either are left out.
   *
   * @param folder that the paths count from
   * @param paths relative, each with {@code ./} before it
   * @param out stays open
   * @return whether there can be such a namespace here
   * @throws KobakoException outside, where the output takes no more
   */
  public static boolean pack(Path folder, List<String> paths, OutputStream out) {
    OutputPump pump;
    try {
      pump = packing(folder, paths, out);
    } catch (KobakoException _) {
      return false;
    }
    if (pump.failure().isPresent()) {
      throw pump.failure().get() instanceof KobakoException known
          ? known
          : DiskFailure.reading(folder, new IOException(pump.failure().get()));
    }
    return true;
  }

  private static OutputPump packing(Path folder, List<String> paths, OutputStream out) {
    return RootShell.ofCaller()
        .run(
            "files can't be read as root of a user namespace",
            PACK,
            List.of(folder.toString(), ContainerSetup.tar()),
            stream -> {
              for (String path : paths) {
                stream.write(PathBytes.encode(path));
                stream.write(0);
              }
            },
            OutputSink.of(in -> in.transferTo(out)));
  }
}
