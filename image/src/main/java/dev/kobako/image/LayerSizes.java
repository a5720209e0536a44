package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * How many bytes of file contents the layers have that somebody has unpacked and counted. A cache:
 * it may forget, and a file of it that is damaged counts as empty.
 *
 * @param file a line {@code digest bytes} for each layer, the one that was remembered last at the
 *     end
 */
public record LayerSizes(Path file) {
  private static final int MAX_LAYERS = 10_000;
  private static final int MAX_BYTES = 2 * 1024 * 1024;

  /** What is known of a layer. */
  public OptionalLong find(Digest layer) {
    Long bytes = read().get(layer);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** All that is known, which is quicker than asking for many layers one by one. */
  public Map<Digest, Long> all() {
    return java.util.Collections.unmodifiableMap(read());
  }

  /** Adds what is known now; where the disk does not take it, it will be counted again. */
  public void remember(Map<Digest, Long> counted) {
    SequencedMap<Digest, Long> all = read();
    counted.forEach(all::putLast);
    while (all.size() > MAX_LAYERS) {
      all.pollFirstEntry();
    }
    StringBuilder text = new StringBuilder();
    all.forEach((layer, bytes) -> text.append(layer).append(' ').append(bytes).append('\n'));
    StagedFile staged = null;
    try {
      staged = StagedFile.create(StagedFile.folderOf(file));
      Files.writeString(staged.path(), text);
      staged.moveTo(file);
    } catch (IOException | KobakoException _) {
      if (staged != null) {
        staged.delete();
      }
    }
  }

  private SequencedMap<Digest, Long> read() {
    SequencedMap<Digest, Long> all = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return all;
      }
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        int space = line.indexOf(' ');
        long size = Long.parseLong(line.substring(space + 1));
        if (size < 0) {
          return new LinkedHashMap<>();
        }
        all.put(Digest.parse(line.substring(0, space)), size);
      }
      return all;
    } catch (IOException
        | KobakoException
        | NumberFormatException
        | StringIndexOutOfBoundsException _) {
      return new LinkedHashMap<>();
    }
  }
}
