package dev.kobako.screen;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys of the bytes that a terminal sends: UTF-8, control characters, and the sequences of
 * xterm, VT220, Linux and rxvt for keys without a character. What it doesn't know is passed over
 * whole, however long it is.
 *
 * @see <a href="https://invisible-island.net/xterm/ctlseqs/ctlseqs.html">XTerm Control
 *     Sequences</a>
 */
final class KeyDecoder {
  private static final int ESC = 0x1b;
  private static final int MOST_PARAMETERS = 16;

  private final StringBuilder parameters = new StringBuilder();
  private State state = State.GROUND;
  private int codePoint;
  private int continuations;

  private enum State {
    GROUND,
    /** After ESC, which is a key by itself if nothing follows. */
    ESCAPED,
    /** After ESC [. */
    SEQUENCE,
    /** After ESC O. */
    SHIFTED
  }

  /** Whether there was an ESC, and nothing after it so far. */
  boolean isEscaped() {
    return state == State.ESCAPED;
  }

  /** Nothing has followed for a while, so an ESC was a key by itself. */
  Optional<Key> pause() {
    if (!isEscaped()) {
      return Optional.empty();
    }
    state = State.GROUND;
    return Optional.of(Key.Named.ESCAPE);
  }

  /** The key that is complete with this byte. */
  Optional<Key> take(int value) {
    return Optional.ofNullable(
        switch (state) {
          case GROUND -> ground(value);
          case ESCAPED -> escaped(value);
          case SEQUENCE -> sequence(value);
          case SHIFTED -> shifted(value);
        });
  }

  private @Nullable Key ground(int value) {
    if (value == ESC) {
      state = State.ESCAPED;
      return null;
    }
    if (value < ' ' || value == 0x7f) {
      continuations = 0;
      return control(value);
    }
    return value < 0x80 ? text(value) : utf8(value);
  }

  private Key text(int value) {
    continuations = 0;
    return new Key.Text(value);
  }

  private static Key control(int value) {
    return switch (value) {
      case '\t' -> Key.Named.TAB;
      case '\r', '\n' -> Key.Named.ENTER;
      case '\b', 0x7f -> Key.Named.BACKSPACE;
      case 0 -> new Key.Control(' ');
      default -> new Key.Control((char) (value + '@'));
    };
  }

  private @Nullable Key utf8(int value) {
    if (value < 0xc0) {
      if (continuations == 0) {
        return null;
      }
      codePoint = codePoint << 6 | (value & 0x3f);
      return --continuations == 0 ? character() : null;
    }
    continuations = value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
    codePoint = value & (0x3f >> continuations);
    return null;
  }

  private @Nullable Key character() {
    boolean control = codePoint < 0xa0 || !Character.isValidCodePoint(codePoint);
    return control ? null : new Key.Text(codePoint);
  }

  private @Nullable Key escaped(int value) {
    return switch (value) {
      case ESC -> Key.Named.ESCAPE;
      case '[' -> {
        state = State.SEQUENCE;
        parameters.setLength(0);
        yield null;
      }
      case 'O' -> {
        state = State.SHIFTED;
        yield null;
      }
      default -> {
        // Alt and a key: the key.
        state = State.GROUND;
        yield ground(value);
      }
    };
  }

  private @Nullable Key sequence(int value) {
    if (value < '@' || value > '~') {
      if (value < ' ') {
        state = State.GROUND;
      } else if (parameters.length() < MOST_PARAMETERS) {
        parameters.append((char) value);
      }
      return null;
    }
    state = State.GROUND;
    return value == '~' ? numbered() : lettered(value);
  }

  private @Nullable Key shifted(int value) {
    state = State.GROUND;
    return value == 'P' ? Key.Named.HELP : lettered(value);
  }

  private static @Nullable Key lettered(int value) {
    return switch (value) {
      case 'A' -> Key.Named.UP;
      case 'B' -> Key.Named.DOWN;
      case 'C' -> Key.Named.RIGHT;
      case 'D' -> Key.Named.LEFT;
      case 'H' -> Key.Named.HOME;
      case 'F' -> Key.Named.END;
      case 'Z' -> Key.Named.TAB;
      case 'M' -> Key.Named.ENTER;
      default -> null;
    };
  }

  /** The first parameter says which key; a second one would say what was held down with it. */
  private @Nullable Key numbered() {
    String all = parameters.toString();
    int end = all.indexOf(';');
    return switch (end < 0 ? all : all.substring(0, end)) {
      case "1", "7" -> Key.Named.HOME;
      case "4", "8" -> Key.Named.END;
      case "3" -> Key.Named.DELETE;
      case "5" -> Key.Named.PAGE_UP;
      case "6" -> Key.Named.PAGE_DOWN;
      case "11" -> Key.Named.HELP;
      default -> null;
    };
  }
}
