package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An archive in a folder of the host ({@code file:/srv/mirror}).
 *
 * @param folder its root
 */
record LocalArchive(Path folder) implements ArchiveRoot {
  @Override
  public String name() {
    return "file:" + folder;
  }

  @Override
  public Optional<SmallFile> small(String path, Validators known, int limit) {
    Path file = folder.resolve(path);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw KobakoException.finding(
            Diagnostic.of(url(path), "has more than the " + limit + " bytes that are read"));
      }
      return Optional.of(new SmallFile.Fresh(bytes, Validators.NONE));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }

  @Override
  public Content file(String path, long size, String what, String missing) {
    Path file = folder.resolve(path);
    try {
      return Content.of(file, Files.size(file));
    } catch (NoSuchFileException _) {
      throw KobakoException.outside(
          Diagnostic.of(what, url(path) + ": there is no such file", missing), null);
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }
}
