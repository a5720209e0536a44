package dev.kobako.config;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the part of YAML 1.2 that people write by hand: mappings, lists and texts of one document.
 * Anchors, aliases and tags, by which a small file can stand for a huge or surprising one, are
 * refused.
 */
public final class Yaml {
  /** Far more than anybody writes by hand. */
  public static final int MAX_BYTES = 1024 * 1024;

  private Yaml() {}

  /**
   * The file's value; empty where it holds nothing but comments.
   *
   * @param file how the user calls it, for messages
   * @throws KobakoException a finding with line and column, for what is no such YAML
   */
  public static Optional<YamlValue> read(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              bytes.length + " bytes, expected at most " + MAX_BYTES,
              "check that it is the right file"));
    }
    String text = text(file, bytes);
    try {
      Iterator<Event> events =
          new Parse(LoadSettings.builder().setLabel(file).build()).parseString(text).iterator();
      return new YamlEvents(file, events).document();
    } catch (ReaderException e) {
      throw place(file, text, e.getPosition())
          .finding(
              "the character U+%04X, which YAML doesn't allow".formatted(e.getCodePoint()),
              "remove it, or write it as an escape in double quotes");
    } catch (MarkedYamlEngineException e) {
      throw unreadable(file, e);
    } catch (YamlEngineException e) {
      throw KobakoException.finding(
          Diagnostic.of(file, "is no YAML that can be read: " + said(e.getMessage())));
    }
  }

  private static KobakoException unreadable(String file, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    String context = e.getContext();
    return place(file, mark)
        .finding(
            "is no YAML that can be read: "
                + (context == null || context.isBlank() ? "" : said(context) + ", ")
                + said(e.getProblem()),
            "check indentation, colons and quotes here and in the line above");
  }

  /** The parser's words, which may quote the file. */
  private static String said(@Nullable String words) {
    String quoted = Quoted.of(words == null ? "no reason given" : words.strip());
    return quoted.substring(1, quoted.length() - 1);
  }

  static Place place(String file, Optional<Mark> mark) {
    return mark.map(found -> new Place(file, found.getLine() + 1, found.getColumn() + 1))
        .orElseGet(() -> new Place(file, 1, 1));
  }

  /** The place of a character that is so many code points from the start. */
  private static Place place(String file, String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Place(file, line, text.codePointCount(start, end) + 1);
  }

  private static String text(String file, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw KobakoException.finding(
          Diagnostic.of(file, "is not UTF-8 text, expected YAML", "save it as UTF-8"));
    }
  }
}
