package dev.kobako.http;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Who we are to a server that asks for a certificate: always the same. */
final class ClientIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "kobako";
  // AlgorithmIdentifier of RSA keys: 1.2.840.113549.1.1.1 and NULL (RFC 3279, 2.3.1).
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };
  // The identifier of EC keys: 1.2.840.10045.2.1 (RFC 5480, 2.1.1).
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  /**
   * Reads both files.
   *
   * @throws KobakoException where they don't hold what they should
   */
  ClientIdentity(TlsSettings.ClientCertificate files) {
    chain = readChain(files.certificate());
    key = readKey(files.key());
  }

  static KobakoException unusable(Path file, String fact) {
    return KobakoException.finding(Diagnostic.of(file.toString(), fact));
  }

  private static List<X509Certificate> readChain(Path file) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem.Block block : Pem.readNamed(file)) {
        if (block.isCertificate()) {
          ByteArrayInputStream der = new ByteArrayInputStream(block.der().array());
          chain.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (CertificateException e) {
      throw unusable(file, "holds a malformed certificate");
    }
    if (chain.isEmpty()) {
      throw unusable(file, "holds no certificate in PEM form");
    }
    return chain;
  }

  private static PrivateKey readKey(Path file) {
    Optional<Pem.Block> found = Pem.readNamed(file).stream().filter(Pem.Block::isKey).findFirst();
    if (found.isEmpty()) {
      throw unusable(file, "holds no private key in PEM form");
    }
    Pem.Block block = found.get();
    if (block.label().startsWith("ENCRYPTED") || block.headers().contains("ENCRYPTED")) {
      throw KobakoException.finding(
          Diagnostic.of(
              file.toString(),
              "the private key is encrypted",
              "store it without a pass phrase: openssl pkey -in KEY -out PLAIN_KEY"));
    }
    byte[] der = block.der().array();
    try {
      return switch (block.label()) {
        case "RSA PRIVATE KEY" -> parse("RSA", pkcs8(RSA, der)); // PKCS#1 (RFC 8017, A.1.2)
        case "EC PRIVATE KEY" ->
            parse("EC", pkcs8(Der.element(Der.SEQUENCE, EC, curve(der)), der)); // RFC 5915
        case "PRIVATE KEY" -> parseAny(der); // PKCS#8 (RFC 5958)
        default -> throw unusable(file, "holds a key of the unknown kind " + block.label());
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(file, "holds a malformed private key, or one of an unknown kind");
    }
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTETS, key));
  }

  /** The curve's identifier, which the older form has beside the key. */
  private static byte[] curve(byte[] key) {
    Der fields = new Der(key).enter(Der.SEQUENCE);
    fields.skip(Der.INTEGER);
    fields.skip(Der.OCTETS);
    return fields.enter(Der.CONTEXT_0).take(Der.IDENTIFIER);
  }

  private static PrivateKey parseAny(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException last = new GeneralSecurityException("no kind of key");
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return parse(algorithm, der);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  private static PrivateKey parse(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    for (String type : keyTypes) {
      if (type.equals(key.getAlgorithm())
          || type.equals(chain.getFirst().getPublicKey().getAlgorithm())) {
        return ALIAS;
      }
    }
    return null;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseClientAlias(keyTypes, issuers, null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }
}
