package dev.kobako.daemon;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Json;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an engine saves: a Docker archive as a stream, which is kept in a file until the JVM ends,
 * since an archive's parts are not in the order in which they are wanted.
 *
 * @param place the request, for messages
 * @param body the archive
 * @param limit how many bytes are accepted
 */
record SavedStream(String place, InputStream body, long limit) {
  private static final int BLOCK = 512;
  private static final int MAX_ERROR = 8 * 1024;

  /** Reads it to its end. */
  DockerArchive keep(Path stagingFolder) throws IOException {
    StagedFile staged = StagedFile.create(stagingFolder);
    boolean done = false;
    try {
      long size = copy(staged.path());
      if (size % BLOCK != 0) {
        lastWords(staged.path(), size).ifPresent(this::fail);
      }
      done = true;
      return new DockerArchive(staged.path());
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  private long copy(Path target) throws IOException {
    byte[] buffer = new byte[256 * 1024];
    long size = 0;
    try (DiskOutput out = DiskOutput.open(target)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        size += n;
        if (size > limit) {
          throw KobakoException.outside(
              Diagnostic.of(
                  place,
                  "the engine sends more than "
                      + limit
                      + " bytes, which can't be for an image of the size it told",
                  "check that an engine listens there"),
              null);
        }
        out.write(buffer, 0, n);
      }
    }
    return size;
  }

  private void fail(String message) {
    throw KobakoException.outside(
        Diagnostic.of(
            place,
            "the engine could not save the image: " + message,
            "mend what the engine complains of, and try again"),
        null);
  }

  /** Docker ends an archive that it can't complete with an error as JSON, outside of any block. */
  private static Optional<String> lastWords(Path file, long size) {
    byte[] tail = new byte[(int) Math.min(size, MAX_ERROR)];
    try (RandomAccessFile archive = new RandomAccessFile(file.toFile(), "r")) {
      archive.seek(size - tail.length);
      archive.readFully(tail);
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    String text = new String(tail, StandardCharsets.UTF_8).strip();
    int start = text.lastIndexOf("{\"errorDetail\"");
    if (start < 0) {
      return Optional.empty();
    }
    try {
      return Json.object("error", text.substring(start).getBytes(StandardCharsets.UTF_8))
          .text("error")
          .map(error -> Printable.of(error.strip(), 600));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }
}
