package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view that remembers its answers, with reading of small files. */
final class Probes {
  /** Beyond it, answers are no longer remembered; a whole host has some 30,000. */
  private static final int MAX_REMEMBERED = 1 << 18;

  /** The same for the characters of all paths: those of a hostile file are long. */
  private static final int MAX_CHARACTERS = 1 << 24;

  private static final int MAX_CONSTANTS = 1 << 20;

  private final LoaderView view;
  private final Map<String, Optional<LoaderView.Found>> files = new HashMap<>();
  private final Map<String, Boolean> folders = new HashMap<>();
  private int characters;

  Probes(LoaderView view) {
    this.view = view;
  }

  LoaderView view() {
    return view;
  }

  Optional<LoaderView.Found> find(String path) {
    Optional<LoaderView.Found> known = files.get(path);
    if (known == null) {
      known = path.indexOf('\0') >= 0 ? Optional.empty() : view.find(path);
      int more = path.length() + known.map(found -> found.realPath().length()).orElse(0);
      if (files.size() < MAX_REMEMBERED && remembers(more)) {
        files.put(path, known);
      }
    }
    return known;
  }

  /** Whether there is a folder with something in it. */
  boolean hasNames(String folder) {
    Boolean known = folders.get(folder);
    if (known == null) {
      known = !view.names(folder).isEmpty();
      if (folders.size() < MAX_REMEMBERED && remembers(folder.length())) {
        folders.put(folder, known);
      }
    }
    return known;
  }

  private boolean remembers(int more) {
    if (more > MAX_CHARACTERS - characters) {
      return false;
    }
    characters += more;
    return true;
  }

  /**
   * The ELF file.
   *
   * @throws Unusable if a loader would refuse it
   */
  ElfFile elf(LoaderView.Found found) throws Unusable {
    try {
      return found.elf().orElseThrow(() -> new Unusable("is not an ELF file"));
    } catch (IOException e) {
      throw unreadable(found, e);
    } catch (KobakoException e) {
      throw new Unusable(e.diagnostic().fact());
    }
  }

  /** The contents of a configuration file of at most {@code limit} bytes; empty if it has more. */
  Optional<byte[]> contents(LoaderView.Found found, int limit) {
    try (SeekableByteChannel channel = found.open()) {
      if (channel.size() > limit) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on until the end
      }
      byte[] read = new byte[bytes.position()];
      bytes.get(0, read);
      return Optional.of(read);
    } catch (IOException e) {
      throw unreadable(found, e);
    }
  }

  /** The constants of a loader, in order; none if the file is no loader. */
  List<String> constants(LoaderView.Found found) {
    List<String> texts = new ArrayList<>();
    try (SeekableByteChannel channel = found.open()) {
      ElfStrings.forEach(
          channel,
          elf(found),
          2,
          text -> {
            if (texts.size() < MAX_CONSTANTS) {
              texts.add(text);
            }
          });
    } catch (Unusable _) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(found, e);
    }
    return texts;
  }

  private static KobakoException unreadable(LoaderView.Found found, IOException cause) {
    return KobakoException.outside(
        Diagnostic.of(found.realPath(), "cannot be read: " + cause.getMessage()), cause);
  }
}
