package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.FileContent;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Uncompressed layers of bases that were read to their end and found to be what they should, so
 * that not each build reads hundreds of megabytes again. It holds as long as number, size and both
 * times of the file are the same; the later one can't be set by any program.
 *
 * @param files where it is noted
 * @param folders of the cache
 */
record KnownTars(RecordFiles files, BuildCacheFolders folders) {
  /** A file that changed right before could change once more within the same tick of the clock. */
  private static final Duration RACY = Duration.ofMillis(2100);

  private static final String LOOKED_AT = "unix:dev,ino,size,ctime,lastModifiedTime";

  /**
   * The tar of a layer, which is its file where that is known to be right.
   *
   * @param checked reads a layer to its end
   */
  Content of(Layer layer, Function<Layer, Content> checked) {
    Optional<Digest> key = key(layer);
    if (key.flatMap(each -> RecordFiles.read(folders.fingerprint(each))).isPresent()) {
      return layer.blob();
    }
    Content tar = checked.apply(layer);
    if (key.isPresent() && key(layer).equals(key)) {
      files.write(folders.fingerprint(key.get()), new byte[0]);
    }
    return tar;
  }

  /** None where it is no file, or another one by now, or may become another unseen. */
  private static Optional<Digest> key(Layer layer) {
    if (!(layer.blob() instanceof FileContent file)
        || !layer.descriptor().digest().equals(layer.diffId())) {
      return Optional.empty();
    }
    return key(file.file(), file.offset(), layer.diffId());
  }

  private static Optional<Digest> key(Path file, long offset, Digest diffId) {
    try {
      Map<String, Object> found = Files.readAttributes(file, LOOKED_AT);
      if (!(found.get("ctime") instanceof FileTime changed)
          || changed.toInstant().isAfter(Instant.now().minus(RACY))) {
        return Optional.empty();
      }
      KeyWriter key = new KeyWriter("tar").digest(diffId).text(file.toString()).number(offset);
      for (String name : LOOKED_AT.substring(LOOKED_AT.indexOf(':') + 1).split(",")) {
        key.text(String.valueOf(found.get(name)));
      }
      return Optional.of(key.key());
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException _) {
      return Optional.empty(); // another kind of file system: all is read
    }
  }
}
