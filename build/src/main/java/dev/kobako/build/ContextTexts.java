package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads Dockerfiles and ignore files from where contexts have them.
 *
 * @param digests where digests of this host's files are remembered
 */
record ContextTexts(Path digests) {
  /** More than any Dockerfile or ignore file has. */
  private static final int MOST_TEXT = 16 << 20;

  /** What is on standard input. */
  SourceText of(InputStream input) {
    try {
      return SourceText.of(BuildContexts.STDIN, input.readNBytes(MOST_TEXT));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of("standard input", "can't be read: " + e.getMessage()), e);
    }
  }

  /**
   * The Dockerfile in a context.
   *
   * @throws KobakoException a finding, where there is none
   */
  SourceText in(SourceTree tree, Optional<String> dockerfile) {
    String name = dockerfile.orElse(BuildContexts.DEFAULT);
    Entry.RegularFile file = tree.tree().resolve("/" + name).file().orElse(null);
    if (file == null && dockerfile.isEmpty()) {
      file = tree.tree().resolve("/dockerfile").file().orElse(null);
    }
    if (file == null) {
      throw noDockerfile(name);
    }
    try (InputStream in = file.content().open()) {
      return SourceText.of(name, in.readNBytes(MOST_TEXT));
    } catch (IOException e) {
      throw KobakoException.outside(Diagnostic.of(name, "can't be read: " + e.getMessage()), e);
    }
  }

  /**
   * A Dockerfile of this host.
   *
   * @throws KobakoException a finding, where there is none
   */
  SourceText of(Path file) {
    if (!Files.exists(file)) {
      throw noDockerfile(file.toString());
    }
    return SourceText.of(file.toString(), bytes(file));
  }

  /** What is in a file of this host. */
  byte[] bytes(Path file) {
    try (InputStream in = open(file)) {
      return in.readNBytes(MOST_TEXT);
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }

  private InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (AccessDeniedException refusal) {
      HostFolder folder = HostFolder.of(StagedFile.folderOf(file));
      ImagePath path = ImagePath.ROOT.child(file.getFileName().toString());
      return new RefusedContents(folder, digests).of(path, refusal).open();
    }
  }

  private static KobakoException noDockerfile(String place) {
    return KobakoException.finding(
        Diagnostic.of(
            place,
            "there is no such Dockerfile",
            "name it with --file, or '-' to give it on standard input"));
  }
}
