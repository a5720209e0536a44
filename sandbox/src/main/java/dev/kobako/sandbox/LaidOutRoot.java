package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of the host that holds a tree laid out for running. Files are copied, so what a run
 * writes changes nothing but the folder; hard links within the tree stay links.
 *
 * <p>All belongs to the calling user, whom a {@link Sandbox} shows as root inside: a namespace with
 * a single user would not let even its root read the files of others. Devices, pipes and extended
 * attributes are left out. The folder lies in one of mode 0700, so that nobody else on the host
 * meets a setuid program of an image.
 */
public final class LaidOutRoot implements AutoCloseable {
  private final Path shell;
  private final Path root;

  private LaidOutRoot(Path shell) {
    this.shell = shell;
    this.root = shell.resolve("root");
  }

  /**
   * Lays {@code tree} out in a new folder in {@code parentFolder}, which must exist.
   *
   * @throws KobakoException if a file can't be read or written; nothing is left behind then
   */
  public static LaidOutRoot of(Tree tree, Path parentFolder) {
    try {
      LaidOutRoot laidOut =
          new LaidOutRoot(Files.createTempDirectory(parentFolder.toAbsolutePath(), "kobako-root-"));
      try {
        new TreeLayout(tree, laidOut.root, false).write();
        return laidOut;
      } catch (IOException | RuntimeException e) {
        laidOut.close();
        throw e;
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              parentFolder.toString(),
              "no tree can be laid out here: " + e,
              "see that the folder can be written to and has room for the image's files"),
          e);
    }
  }

  /** The folder that is the root, absolute. */
  public Path path() {
    return root;
  }

  /**
   * Deletes the folder with all that is in it, whatever its modes. Never follows links; done twice
   * it does nothing.
   *
   * @throws KobakoException if something can't be deleted
   */
  @Override
  public void close() {
    try {
      FolderDeletion.delete(shell);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              shell.toString(), "can't be deleted: " + e.getMessage(), "delete it by hand"),
          e);
    }
  }
}
