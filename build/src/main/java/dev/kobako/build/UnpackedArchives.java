package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.ExpansionLimit;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tars in archives that ADD unpacks, for random access: each lies in a file of its own, so that
 * the layer's contents are slices of it and what happens to the archive meanwhile changes nothing.
 */
final class UnpackedArchives {
  private static final int BUFFER = 256 * 1024;

  private final Path folder;
  private final ExpansionLimit limit;

  /**
   * @param folder made when it is needed
   */
  UnpackedArchives(Path folder, ExpansionLimit limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /**
   * The tar in a file; empty where the file is no archive.
   *
   * @param digest of the file
   * @param name of the file, for messages
   * @throws KobakoException a finding where the archive is damaged or grows without end
   */
  Optional<Content> tar(Content file, Digest digest, String name) {
    try {
      Optional<ArchivePacking> packing = ArchivePacking.of(file);
      return packing.isEmpty()
          ? Optional.empty()
          : Optional.of(unpacked(file, packing.get(), digest, name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private Content unpacked(Content file, ArchivePacking packing, Digest digest, String name)
      throws IOException {
    Path target = folder.resolve(digest.hex() + ".tar");
    if (!Files.isRegularFile(target)) {
      StagedFile.sweep(folder);
      StagedFile staged = StagedFile.create(folder);
      boolean done = false;
      try {
        write(new CheckedContent(file, digest, name), packing, staged.path(), name);
        move(staged, target);
        done = true;
      } finally {
        if (!done) {
          staged.delete();
        }
      }
    }
    return Content.of(target, Files.size(target));
  }

  private void write(Content file, ArchivePacking packing, Path target, String name)
      throws IOException {
    try (DiskOutput out = DiskOutput.open(target);
        InputStream tar =
            limit.guard(packing.unpack(file.open()), Printable.text(name), file.size())) {
      byte[] buffer = new byte[BUFFER];
      for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private static void move(StagedFile staged, Path target) {
    try {
      staged.renameTo(target);
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
  }

  private static KobakoException unreadable(String name, IOException e) {
    String reason = e.getMessage();
    return KobakoException.finding(
        Diagnostic.of(
            Printable.text(name),
            "is a damaged archive: " + (reason == null ? e.getClass().getSimpleName() : reason),
            "make or fetch the archive again, or copy it as it is with --unpack=false"));
  }
}
