package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class Bzip2InputTest {
  private static final PackingTool BZIP2 = new PackingTool("bzip2");

  private static byte[] unpack(byte[] packed) throws IOException {
    try (Bzip2Input in = new Bzip2Input(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] sample(String kind) {
    Random random = new Random(7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (kind) {
      case "empty" -> {}
      case "one byte" -> out.write(200);
      case "noise" -> {
        byte[] noise = new byte[1_000_000];
        random.nextBytes(noise);
        out.writeBytes(noise);
      }
      case "runs" -> {
        for (int i = 0; i < 20_000; i++) {
          byte[] run = new byte[random.nextInt(1, 300)];
          Arrays.fill(run, (byte) random.nextInt(3));
          out.writeBytes(run);
        }
      }
      case "zeros" -> out.writeBytes(new byte[3_000_000]);
      default -> {
        for (int i = 0; i < 200_000; i++) {
          out.writeBytes(("word" + random.nextInt(500) + " ").getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one byte", "noise", "runs", "zeros", "words"})
  void whatTheProgramPacksComesOut(String kind) throws Exception {
    byte[] plain = sample(kind);
    assertThat(unpack(BZIP2.pack(plain, "-9"))).isEqualTo(plain);
    assertThat(unpack(BZIP2.pack(plain, "-1"))).isEqualTo(plain);
  }

  @Test
  void streamsOneAfterTheOtherAreOne() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(BZIP2.pack(sample("runs")));
    two.writeBytes(BZIP2.pack(sample("one byte")));
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.writeBytes(sample("runs"));
    plain.writeBytes(sample("one byte"));
    assertThat(unpack(two.toByteArray())).isEqualTo(plain.toByteArray());
  }

  @Test
  void whatEndsTooEarlyIsRefused() throws Exception {
    byte[] packed = BZIP2.pack(sample("words"));
    assertThatIOException()
        .isThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length - 3)))
        .withMessage("the bzip2 data ends in the middle");
  }

  @Test
  void whatFollowsAStreamIsAnotherOne() throws Exception {
    byte[] packed = BZIP2.pack(sample("one byte"));
    assertThatIOException()
        .isThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length + 4)))
        .withMessage("no bzip2 header");
  }

  @Test
  void damageIsAlwaysAnIoException() throws Exception {
    byte[] packed = BZIP2.pack("0123456789".repeat(300).getBytes(StandardCharsets.US_ASCII), "-1");
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = packed.clone();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        unpack(damaged);
      } catch (IOException _) {
        refused++;
      }
    }
    // Some change nothing that counts: the bits that fill up the last byte, or a byte to itself.
    assertThat(refused).isBetween(1900, 2000);
  }
}
