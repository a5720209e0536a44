package dev.kobako.http;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts servers whom an authority of the system, the user or the JDK vouches for (RFC 5280, by the
 * JDK's own check), and says in words why it trusts one not. The JDK's authorities are loaded, in
 * 0.2 s, only where the others do not do.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private static final int MOST_NAMES = 5;
  private static final int LONGEST_NAME = 200;

  private final Anchors anchors;
  private @Nullable KeyStore ofJdk;

  ServerTrust(Anchors anchors) {
    this.anchors = anchors;
  }

  /** Why a certificate is not trusted, for people; continues "the certificate of HOST:PORT". */
  static final class Distrust extends CertificateException {
    Distrust(String fact, Throwable cause) {
      super(fact, cause);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    List<X509Certificate> named = anchors.namedBy(chain);
    try {
      if (isTrusted(named, chain, authType, socket)) {
        return;
      }
      if (anchors.readFolders()) {
        named = anchors.namedBy(chain);
        if (isTrusted(named, chain, authType, socket)) {
          return;
        }
      }
      check(withJdk(named), chain, authType, socket);
    } catch (GeneralSecurityException | IOException e) {
      throw new Distrust(explain(chain, authType, socket, named, e), e);
    }
  }

  private static boolean isTrusted(
      List<X509Certificate> named, X509Certificate[] chain, String authType, Socket socket)
      throws GeneralSecurityException {
    if (named.isEmpty()) {
      return false;
    }
    try {
      check(store(named), chain, authType, socket);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static void check(
      KeyStore trusted, X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager checker) {
        if (socket == null) {
          checker.checkServerTrusted(chain, authType);
        } else {
          checker.checkServerTrusted(chain, authType, socket);
        }
        return;
      }
    }
    throw new CertificateException("this Java has no check of certificates");
  }

  private static KeyStore store(Collection<X509Certificate> trusted)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      add(trusted, store);
      return store;
    } catch (IOException e) {
      throw new CertificateException(e);
    }
  }

  private static void add(Collection<X509Certificate> trusted, KeyStore store)
      throws GeneralSecurityException {
    int number = 0;
    for (X509Certificate certificate : trusted) {
      store.setCertificateEntry("kobako-" + number++, certificate);
    }
  }

  private synchronized KeyStore withJdk(List<X509Certificate> named)
      throws GeneralSecurityException, IOException {
    KeyStore store = ofJdk;
    if (store == null) {
      File file = new File(System.getProperty("java.home"), "lib/security/cacerts");
      char[] noPassword = null;
      store = file.isFile() ? KeyStore.getInstance(file, noPassword) : store(List.of());
      ofJdk = store;
    }
    List<X509Certificate> all = new ArrayList<>(named);
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        all.add(certificate);
      }
    }
    return store(all);
  }

  private String explain(
      X509Certificate[] chain,
      String authType,
      Socket socket,
      List<X509Certificate> named,
      Exception failure) {
    Instant now = Instant.now();
    for (X509Certificate link : chain) {
      String whose = link.equals(chain[0]) ? "" : "was issued by one that ";
      Instant end = link.getNotAfter().toInstant();
      Instant start = link.getNotBefore().toInstant();
      if (now.isAfter(end)) {
        return whose + "expired on " + end;
      }
      if (now.isBefore(start)) {
        return whose + "is valid only from " + start;
      }
    }
    try {
      check(withJdk(named), chain, authType, null);
      // Trusted as such; so it is for another server.
      return "is for " + names(chain[0]) + ", not for " + host(socket);
    } catch (GeneralSecurityException | IOException e) {
      String issuer =
          Printable.of(chain[chain.length - 1].getIssuerX500Principal().getName(), LONGEST_NAME);
      String unknown = "isn't trusted: issued by \"" + issuer + "\"";
      return named.isEmpty() || failure.getMessage() == null
          ? unknown
          : unknown + " (" + Printable.of(failure.getMessage(), LONGEST_NAME) + ")";
    }
  }

  private static String host(Socket socket) {
    return socket instanceof SSLSocket tls ? tls.getHandshakeSession().getPeerHost() : "this host";
  }

  private static String names(X509Certificate certificate) {
    TreeSet<String> names = new TreeSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> typeAndName : alternatives) {
          if (typeAndName.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
    } catch (CertificateException e) {
      // Malformed names are none.
    }
    if (names.isEmpty()) {
      return "no name";
    }
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (String name : names) {
      if (shown == MOST_NAMES) {
        return text.append(" and ").append(names.size() - shown).append(" more").toString();
      }
      text.append(shown++ == 0 ? "" : ", ").append(Printable.of(name, LONGEST_NAME));
    }
    return text.toString();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("without a connection there is no host to check");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("without a connection there is no host to check");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only servers are checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only servers are checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only servers are checked");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
