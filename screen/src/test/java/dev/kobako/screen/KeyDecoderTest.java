package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
  private final KeyDecoder decoder = new KeyDecoder();

  private List<Key> keys(String sent) {
    List<Key> keys = new ArrayList<>();
    for (byte each : sent.getBytes(StandardCharsets.UTF_8)) {
      decoder.take(each & 0xff).ifPresent(keys::add);
    }
    return keys;
  }

  @Test
  void knowsCharactersOfEveryLength() {
    assertThat(keys("aäあ😀"))
        .containsExactly(
            new Key.Text('a'), new Key.Text('ä'), new Key.Text('あ'), new Key.Text(0x1f600));
  }

  @Test
  void knowsKeysWithCtrl() {
    assertThat(keys("\0\u0001\u0003\u001a\u001f"))
        .containsExactly(
            new Key.Control(' '),
            new Key.Control('A'),
            new Key.Control('C'),
            new Key.Control('Z'),
            new Key.Control('_'));
    assertThat(keys("\t\r\n\b\u007f"))
        .containsExactly(
            Key.Named.TAB,
            Key.Named.ENTER,
            Key.Named.ENTER,
            Key.Named.BACKSPACE,
            Key.Named.BACKSPACE);
  }

  @Test
  void knowsTheSequencesOfSeveralTerminals() {
    assertThat(keys("\u001b[A\u001bOB\u001b[1;5C\u001b[D\u001b[Z"))
        .containsExactly(
            Key.Named.UP, Key.Named.DOWN, Key.Named.RIGHT, Key.Named.LEFT, Key.Named.TAB);
    assertThat(keys("\u001b[H\u001b[1~\u001b[7~\u001bOF\u001b[4~\u001b[5~\u001b[6;2~\u001bOP"))
        .containsExactly(
            Key.Named.HOME,
            Key.Named.HOME,
            Key.Named.HOME,
            Key.Named.END,
            Key.Named.END,
            Key.Named.PAGE_UP,
            Key.Named.PAGE_DOWN,
            Key.Named.HELP);
  }

  @Test
  void anEscapeIsAKeyOnceNothingFollows() {
    assertThat(keys("\u001b")).isEmpty();
    assertThat(decoder.isEscaped()).isTrue();
    assertThat(decoder.pause()).contains(Key.Named.ESCAPE);
    assertThat(decoder.pause()).isEmpty();
    assertThat(keys("\u001b[")).isEmpty();
    assertThat(decoder.pause()).isEmpty();
    assertThat(keys("A")).containsExactly(Key.Named.UP);
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(keys("\u001b[?1;2c\u001b[200~x\u001bOq\u001b[" + "9;".repeat(5000) + "m-"))
        .containsExactly(new Key.Text('x'), new Key.Text('-'));
  }

  @Test
  void noBytesAtAllMakeItFail() {
    Random random = new Random(8);
    int keys = 0;
    for (int i = 0; i < 200_000; i++) {
      if (decoder.take(random.nextInt(256)).filter(Key.Text.class::isInstance).isPresent()) {
        keys++;
      }
    }
    assertThat(keys).isGreaterThan(10_000);
  }
}
