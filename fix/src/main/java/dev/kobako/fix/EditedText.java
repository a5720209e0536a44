package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A Dockerfile that is changed step by step and still knows which line was where at first. */
final class EditedText {
  private final SourceText first;
  private final List<List<Edit>> rounds = new ArrayList<>();
  private SourceText source;

  EditedText(SourceText source) {
    this.first = source;
    this.source = source;
  }

  /** The text as it is now. */
  SourceText source() {
    return source;
  }

  /** The line of the first text that an offset of the present one comes from. */
  int lineBefore(int offset) {
    int at = offset;
    for (List<Edit> round : rounds.reversed()) {
      at = back(round, at);
    }
    return first.line(Math.min(at, first.text().length()));
  }

  private static int back(List<Edit> round, int offset) {
    int shift = 0;
    for (Edit edit : round) {
      int start = edit.span().start() + shift;
      if (offset < start) {
        break;
      }
      if (offset < start + edit.text().length()) {
        return edit.span().start();
      }
      shift += edit.text().length() - (edit.span().end() - edit.span().start());
    }
    return offset - shift;
  }

  /**
   * Makes edits.
   *
   * @param edits apart from each other
   * @return false where that gave a text that no build would read: then nothing is done
   */
  boolean apply(List<Edit> edits) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(
        Comparator.comparingInt((Edit each) -> each.span().start())
            .thenComparingInt(each -> each.span().end()));
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit edit : sorted) {
      text.append(source.text(), at, edit.span().start()).append(edit.text());
      at = edit.span().end();
    }
    text.append(source.text(), at, source.text().length());
    try {
      SourceText changed =
          SourceText.of(source.place(), text.toString().getBytes(StandardCharsets.UTF_8));
      Dockerfile.parse(changed);
      source = changed;
      rounds.add(List.copyOf(sorted));
      return true;
    } catch (KobakoException _) {
      return false;
    }
  }
}
