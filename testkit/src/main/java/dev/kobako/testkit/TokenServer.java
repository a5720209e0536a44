package dev.kobako.testkit;

import dev.kobako.testkit.TestCertificates.Algorithm;
import dev.kobako.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the bearer tokens that {@link DistributionRegistry.Builder#tokens} takes: RS256 JSON web
 * tokens with the signing certificate in {@code x5c}.
 *
 * <p>It speaks distribution's token protocol: GET with Basic authentication or without, and POST
 * (OAuth 2) with a password or a refresh token. {@link DistributionRegistry#USER} gets what it asks
 * for, with {@link DistributionRegistry#PASSWORD}; who names no one may pull, unless told
 * otherwise.
 */
public final class TokenServer implements AutoCloseable {
  /** The {@code iss} of its tokens. */
  public static final String ISSUER = "kobako-test-issuer";

  /** Their {@code aud}. */
  public static final String SERVICE = "kobako-test-registry";

  /** What a client gets when it asks for offline access, and may show in place of the password. */
  public static final String REFRESH_TOKEN = "refresh-me-43";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Identity signer;
  private final MisbehavingServer server;
  private volatile boolean anonymousPull = true;
  private volatile int expiresIn = 300;
  private int expired;
  private int issued;

  private TokenServer(TestCertificates certificates) {
    signer = certificates.order("token signer").key(Algorithm.RSA).issue();
    server = MisbehavingServer.start(this::answer);
  }

  /** A server whose key is certified by that authority. */
  public static TokenServer start(TestCertificates certificates) {
    return new TokenServer(certificates);
  }

  /** A registry that takes the tokens of this server. */
  public DistributionRegistry.Builder registry() {
    return DistributionRegistry.builder().tokens(realm(), ISSUER, SERVICE, trusted());
  }

  /** The URL to which a registry sends its clients. */
  public String realm() {
    return server.url() + "/token";
  }

  /** The certificate of the key that signs, in PEM. */
  public Path trusted() {
    return signer.certificate();
  }

  /** What it is reached by, records and can be told to break: see {@link MisbehavingServer}. */
  public MisbehavingServer server() {
    return server;
  }

  /** Those who name no one get nothing from now on: 401. */
  public void refuseAnonymous() {
    anonymousPull = false;
  }

  /** From now on it tells clients that a token lasts so long. */
  public void expiresIn(int seconds) {
    expiresIn = seconds;
  }

  /**
   * The next tokens have ended before they are given, whatever clients are told: a registry answers
   * them with 401.
   */
  public synchronized void issueExpired(int count) {
    expired = count;
  }

  /** How many tokens it has given. */
  public synchronized int issued() {
    return issued;
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(ReceivedRequest request) throws IOException {
    if (!request.path().equals("/token")) {
      return Answer.error(404, "NOT_FOUND", "no such path");
    }
    return switch (request.method()) {
      case "GET" -> byQuery(request);
      case "POST" -> byForm(request);
      default -> Answer.error(405, "UNSUPPORTED", "the operation is unsupported");
    };
  }

  private Answer byQuery(ReceivedRequest request) {
    List<String> scopes = request.queries("scope");
    boolean offline = request.query("offline_token").equals(Optional.of("true"));
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return anonymousPull ? granted("", scopes, false) : refused();
    }
    String login = DistributionRegistry.USER + ":" + DistributionRegistry.PASSWORD;
    byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
    String right = "Basic " + Base64.getEncoder().encodeToString(bytes);
    return authorization.get().equals(right)
        ? granted(DistributionRegistry.USER, scopes, offline)
        : refused();
  }

  private Answer byForm(ReceivedRequest request) throws IOException {
    String form = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
    boolean right =
        switch (field(form, "grant_type")) {
          case "password" ->
              field(form, "username").equals(DistributionRegistry.USER)
                  && field(form, "password").equals(DistributionRegistry.PASSWORD);
          case "refresh_token" -> field(form, "refresh_token").equals(REFRESH_TOKEN);
          default -> false;
        };
    if (!right) {
      return refused();
    }
    List<String> scopes = Arrays.asList(field(form, "scope").split(" ", -1));
    return granted(DistributionRegistry.USER, scopes, field(form, "access_type").equals("offline"));
  }

  private static String field(String form, String name) {
    return ReceivedRequest.form(form, name).stream().findFirst().orElse("");
  }

  private static Answer refused() {
    return Answer.error(401, "UNAUTHORIZED", "incorrect username or password");
  }

  private synchronized Answer granted(String user, List<String> scopes, boolean offline) {
    issued++;
    Instant now = Instant.now();
    // the registry allows a minute of skew
    Instant end = expired > 0 ? now.minusSeconds(120) : now.plusSeconds(300);
    expired = Math.max(0, expired - 1);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", user);
    claims.put("aud", SERVICE);
    claims.put("exp", end.getEpochSecond());
    claims.put("nbf", now.minusSeconds(240).getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.put("jti", "token-" + issued);
    claims.put("access", scopes.stream().flatMap(scope -> access(user, scope).stream()).toList());
    String token = signed(claims);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token", token);
    json.put("access_token", token);
    json.put("expires_in", expiresIn);
    json.put("issued_at", now.toString());
    if (offline) {
      json.put("refresh_token", REFRESH_TOKEN);
    }
    return Answer.json(200, Json.text(json));
  }

  /** {@code repository:NAME:pull,push}; a name can have a port, so colons count from either end. */
  private static Optional<Map<String, Object>> access(String user, String scope) {
    int first = scope.indexOf(':');
    int last = scope.lastIndexOf(':');
    if (first < 0 || first == last) {
      return Optional.empty();
    }
    List<String> actions = new ArrayList<>(Arrays.asList(scope.substring(last + 1).split(",", -1)));
    if (user.isEmpty()) {
      actions.retainAll(List.of("pull"));
    }
    Map<String, Object> access = new LinkedHashMap<>();
    access.put("type", scope.substring(0, first));
    access.put("name", scope.substring(first + 1, last));
    access.put("actions", actions);
    return Optional.of(access);
  }

  private String signed(Map<String, Object> claims) {
    try {
      Map<String, Object> header = new LinkedHashMap<>();
      header.put("typ", "JWT");
      header.put("alg", "RS256");
      byte[] certificate = signer.x509().getEncoded();
      header.put("x5c", List.of(Base64.getEncoder().encodeToString(certificate)));
      String unsigned = encoded(Json.text(header)) + "." + encoded(Json.text(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signer.privateKey());
      signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
      return unsigned + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
