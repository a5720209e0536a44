package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of keys, as people have them. */
class KeyringTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private static boolean has(byte[] file, String key) throws IOException {
    return Keyring.read(file).certificate(new Issuer(key)).isPresent();
  }

  @Test
  void binaryAndArmoredKeysAreRead() throws Exception {
    TestKey one = TestKey.edwards(MADE, Duration.ZERO);
    TestKey two = TestKey.edwards(MADE, Duration.ZERO);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one.certificate());
    both.writeBytes(two.certificate());
    String armored =
        "A key:\n"
            + TestKey.armored("PUBLIC KEY BLOCK", one.certificate())
            + "\nAnother:\n"
            + TestKey.armored("PUBLIC KEY BLOCK", two.certificate()).replace("\n", "\r\n");

    for (byte[] file :
        new byte[][] {both.toByteArray(), armored.getBytes(StandardCharsets.UTF_8)}) {
      assertThat(has(file, one.fingerprint())).isTrue();
      assertThat(has(file, two.fingerprint().substring(24))).isTrue();
      assertThat(has(file, "0".repeat(40))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A7236886F3CCCAAD148A27F80E98404D386FA1D9", // bullseye
        "ED541312A33F1128F10B1C6C54404762BBB6E853", // bullseye-security
        "A4285295FC7B1A81600062A9605C66F00D6C9793", // bullseye's releases
        "4CB50190207B4758A3F73A796ED0E7B82643E131", // bookworm
        "B0CAB9266E8C3929798B3EEEBDE6D2B9216EC7A8", // bookworm-security
        "4D64FEC119C2029067D6E791F8D2585B8783D481", // bookworm's releases
        "B8E5F13176D2A7A75220028078DBA3BC47EF2265", // trixie
        "89C87ACEA5DD6B8E6A7068808E9F831205B4BA95", // trixie-security
        "41587F7DB8C774BCCF131416762F67A0B2C39DE4", // trixie's releases
      })
  void debiansKeysComeWithKobakoAndMaySign(String key) throws Exception {
    assertMaySign("debian", key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "790BC7277767219C42C86F933B4FE6ACC0B21F32",
        "F6ECB3762474EDA9D21B7022871920D1991BC93C",
      })
  void ubuntusKeysComeWithKobakoAndMaySign(String key) throws Exception {
    assertMaySign("ubuntu", key);
  }

  private static void assertMaySign(String distribution, String key) throws IOException {
    Instant signed = Instant.parse("2026-01-01T00:00:00Z");
    Issuer issuer = new Issuer(key);
    try (InputStream file =
        KeyringTest.class.getResourceAsStream(distribution + "-archive-keyring.pgp")) {
      Certificate certificate = Keyring.read(file.readAllBytes()).certificate(issuer).orElseThrow();

      assertThat(certificate.flaw(certificate.key(issuer).orElseThrow(), signed, signed)).isEmpty();
    }
  }

  @Test
  void whatIsNoKeyringIsNamed() throws Exception {
    byte[] keybox = new byte[32];
    System.arraycopy("KBXf".getBytes(StandardCharsets.US_ASCII), 0, keybox, 8, 4);
    refuses(keybox, "is a keybox of GnuPG's own; gpg --export writes what apt reads");
    refuses(
        "hello".getBytes(StandardCharsets.US_ASCII),
        "nothing between -----BEGIN PGP PUBLIC KEY BLOCK----- and -----END PGP PUBLIC KEY"
            + " BLOCK-----");
    refuses(
        new byte[] {(byte) 0xc6, 10, 4}, "a packet at byte 0 has 10 bytes, of which 1 are there");
    refuses(
        new byte[] {(byte) 0xc6, (byte) 0xff, 0x7f, -1, -1, -1},
        "a packet at byte 0 has 2147483647 bytes, of which 0 are there");
    refuses(new byte[] {(byte) 0xc6, (byte) 0xe1, 4}, "a packet in parts at byte 0");
    refuses(new byte[] {(byte) 0x9b, 4}, "a packet of unknown length at byte 0");
    refuses(new byte[] {(byte) 0xc6}, "the bytes end within a packet's head");
    String armored =
        TestKey.armored("PUBLIC KEY BLOCK", TestKey.edwards(MADE, Duration.ZERO).certificate());
    refuses(
        armored.replace("-----END", "=AAAA\n-----END").getBytes(StandardCharsets.US_ASCII),
        "an armored block whose checksum differs");
    refuses(
        armored.substring(0, 200).getBytes(StandardCharsets.US_ASCII),
        "an armored block without -----END PGP PUBLIC KEY BLOCK-----");
  }

  private static void refuses(byte[] file, String fact) {
    assertThatThrownBy(() -> Keyring.read(file)).isInstanceOf(IOException.class).hasMessage(fact);
  }

  @Test
  void damagedKeysSignNothingAndBreakNothing() throws Exception {
    TestKey key = TestKey.edwards(MADE, Duration.ZERO);
    byte[] whole = key.certificate();
    Issuer issuer = new Issuer(key.fingerprint());
    Random random = new Random(3);
    int unharmed = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(99));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      unharmed += maySign(damaged, issuer) ? 1 : 0;
    }
    // What is not signed about a key may change: hints that speed up checking it.
    assertThat(unharmed).isLessThan(100);
  }

  private static boolean maySign(byte[] keyring, Issuer issuer) {
    try {
      Certificate certificate = Keyring.read(keyring).certificate(issuer).orElse(null);
      return certificate != null
          && certificate.flaw(certificate.key(issuer).orElseThrow(), MADE, MADE).isEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("Exception");
      return false;
    }
  }
}
