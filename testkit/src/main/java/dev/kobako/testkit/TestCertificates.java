package dev.kobako.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority of a test's own, and the certificates that it issues: PEM files in a folder.
 *
 * <p>They are encoded here, by X.509 (RFC 5280), so that no tool need be installed.
 */
public final class TestCertificates {
  /** The kinds of key that a certificate can be for. */
  public enum Algorithm {
    RSA,
    EC
  }

  private static final String COMMON_NAME = "2.5.4.3";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final char[] NO_PASSWORD = new char[0];

  private final Path folder;
  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final Path authority;
  private int issued;

  private TestCertificates(Path folder) throws GeneralSecurityException, IOException {
    this.folder = folder;
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    // two authorities of one name and two keys would be mistaken for one another
    this.name = "kobako test authority " + new BigInteger(1, random).toString(16);
    this.keys = generate(Algorithm.EC);
    Instant now = Instant.now();
    byte[] ca = extension(BASIC_CONSTRAINTS, Der.sequence(Der.yes()));
    this.certificate =
        sign(name, keys, now.minus(Duration.ofDays(365)), now.plus(Duration.ofDays(365)), ca);
    this.authority = folder.resolve("authority.pem");
    Files.writeString(authority, Pem.text("CERTIFICATE", certificate.getEncoded()));
  }

  /** A new authority, whose certificate and all that it issues are written to that folder. */
  public static TestCertificates in(Path folder) {
    try {
      return new TestCertificates(folder);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority's own certificate: what a client has to trust. */
  public Path authority() {
    return authority;
  }

  /** For a server called {@code localhost} and {@code 127.0.0.1}, with an EC key. */
  public Identity server() {
    return order("localhost").names("localhost", "127.0.0.1", "::1").issue();
  }

  /** For a client, with an EC key. */
  public Identity client(String commonName) {
    return order(commonName).forClients().issue();
  }

  /** A certificate as the order says; for servers, valid for a day, EC, PKCS #8, unless it does. */
  public Order order(String commonName) {
    return new Order(commonName);
  }

  /** TLS for either side within this JVM: shows that identity, trusts this authority only. */
  public SSLContext context(Identity identity) {
    try {
      KeyStore shown = KeyStore.getInstance("PKCS12");
      shown.load(null, null);
      Certificate[] chain = {identity.x509()};
      shown.setKeyEntry("own", identity.privateKey(), NO_PASSWORD, chain);
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(shown, NO_PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("authority", certificate);
      TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
      others.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), others.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A certificate and its private key.
   *
   * @param certificate the certificate's PEM file
   * @param key the key's PEM file, not encrypted
   * @param x509 what is in the first
   * @param privateKey what is in the second
   */
  public record Identity(Path certificate, Path key, X509Certificate x509, PrivateKey privateKey) {}

  /** What a certificate shall be like. */
  public final class Order {
    private final String commonName;
    private final List<String> names = new ArrayList<>();
    private Instant end = Instant.now().plus(Duration.ofDays(1));
    private Algorithm algorithm = Algorithm.EC;
    private String usage = FOR_SERVERS;
    private boolean traditionalKey;

    private Order(String commonName) {
      this.commonName = commonName;
    }

    /** The host names and addresses for which it is valid. */
    public Order names(String... more) {
      names.addAll(Arrays.asList(more));
      return this;
    }

    /** It ended yesterday. */
    public Order expired() {
      end = Instant.now().minus(Duration.ofDays(1));
      return this;
    }

    /** It is shown by clients. */
    public Order forClients() {
      usage = FOR_CLIENTS;
      return this;
    }

    /** It is for a key of this kind: RSA of 2048 bits, or EC on P-256. */
    public Order key(Algorithm kind) {
      algorithm = kind;
      return this;
    }

    /** The key's file is PKCS #1 (RFC 8017) or SEC 1 (RFC 5915), as its kind wants. */
    public Order traditionalKey() {
      traditionalKey = true;
      return this;
    }

    /** Writes both files. */
    public Identity issue() {
      try {
        return write();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Identity write() throws GeneralSecurityException, IOException {
      KeyPair own = generate(algorithm);
      List<byte[]> extensions = new ArrayList<>();
      extensions.add(extension(BASIC_CONSTRAINTS, Der.sequence()));
      extensions.add(extension(EXTENDED_KEY_USAGE, Der.sequence(Der.oid(usage))));
      if (!names.isEmpty()) {
        byte[][] all = names.stream().map(TestCertificates::alternative).toArray(byte[][]::new);
        extensions.add(extension(ALTERNATIVE_NAMES, Der.sequence(all)));
      }
      Instant start = end.minus(Duration.ofDays(2));
      X509Certificate x509 = sign(commonName, own, start, end, extensions.toArray(byte[][]::new));
      String file = issued + "-" + commonName.replaceAll("[^A-Za-z0-9.-]", "_");
      Path certificateFile = folder.resolve(file + ".pem");
      Files.writeString(certificateFile, Pem.text("CERTIFICATE", x509.getEncoded()));
      Path keyFile = folder.resolve(file + ".key");
      PrivateKey key = own.getPrivate();
      Files.writeString(
          keyFile,
          traditionalKey ? Pem.traditional(key) : Pem.text("PRIVATE KEY", key.getEncoded()));
      return new Identity(certificateFile, keyFile, x509, key);
    }
  }

  private X509Certificate sign(
      String subject, KeyPair own, Instant start, Instant end, byte[]... extensions)
      throws GeneralSecurityException {
    issued++;
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] signed =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(2)),
            Der.integer(issued),
            algorithm,
            distinguished(name),
            Der.sequence(Der.time(start), Der.time(end)),
            distinguished(subject),
            own.getPublic().getEncoded(),
            Der.tagged(0xa3, Der.sequence(extensions)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed);
    byte[] whole = Der.sequence(signed, algorithm, Der.bits(0, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static KeyPair generate(Algorithm algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.name());
    generator.initialize(
        switch (algorithm) {
          case RSA -> 2048;
          case EC -> 256;
        });
    return generator.generateKeyPair();
  }

  private static byte[] distinguished(String commonName) {
    byte[] attribute = Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName));
    return Der.sequence(Der.set(attribute));
  }

  private static byte[] extension(String oid, byte[] value) {
    return oid.equals(BASIC_CONSTRAINTS)
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] alternative(String host) {
    boolean literal = host.contains(":") || host.matches("[0-9.]+");
    return literal
        ? Der.tagged(0x87, InetAddress.ofLiteral(host).getAddress())
        : Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
  }
}
