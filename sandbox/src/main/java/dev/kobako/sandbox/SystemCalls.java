package dev.kobako.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which system calls the processes of a container may make, as a seccomp profile of the OCI runtime
 * specification. The rules are those that Docker documents for its <a
 * href="https://docs.docker.com/engine/security/seccomp/">default profile</a>: what is not on the
 * list fails with EPERM.
 */
final class SystemCalls {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  /** AF_VSOCK reaches the hypervisor: all families but this one. */
  private static final int AF_VSOCK = 40;

  /** AF_ALG has been a way into the kernel too often. */
  private static final int AF_ALG = 38;

  /** All flags of clone(2) that make a namespace. */
  private static final long NEW_NAMESPACES = 0x7E02_0000L;

  /** Linux, with and without UNAME26, other forms of both, and the question which it is. */
  private static final List<Long> PERSONALITIES = List.of(0L, 8L, 0x20000L, 0x20008L, 0xFFFF_FFFFL);

  private SystemCalls() {}

  /**
   * The profile for this machine's processor.
   *
   * @param capabilities that the container has
   */
  static Map<String, Object> profile(Set<String> capabilities) {
    return profile(capabilities, System.getProperty("os.arch", ""));
  }

  /**
   * The profile for a processor.
   *
   * @param processor as Java calls it: amd64, aarch64
   */
  static Map<String, Object> profile(Set<String> capabilities, String processor) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("defaultAction", "SCMP_ACT_ERRNO");
    profile.put("defaultErrnoRet", EPERM);
    profile.put("architectures", architectures(processor));
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(allowed(names(capabilities, processor.equals("aarch64") ? "arm64" : processor)));
    rules.addAll(byArgument(capabilities.contains("CAP_SYS_ADMIN")));
    profile.put("syscalls", rules);
    return profile;
  }

  /** With the modes in which a processor runs older programs. */
  private static List<String> architectures(String processor) {
    return switch (processor) {
      case "amd64" -> List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
      case "aarch64" -> List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
      default -> List.of();
    };
  }

  private static List<Map<String, Object>> byArgument(boolean administrator) {
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(allowed("socket", Map.of("index", 0, "value", AF_ALG, "op", "SCMP_CMP_LT")));
    rules.add(allowed("socket", Map.of("index", 0, "value", AF_ALG + 1, "op", "SCMP_CMP_EQ")));
    rules.add(allowed("socket", Map.of("index", 0, "value", AF_VSOCK, "op", "SCMP_CMP_GT")));
    for (long each : PERSONALITIES) {
      rules.add(allowed("personality", Map.of("index", 0, "value", each, "op", "SCMP_CMP_EQ")));
    }
    if (!administrator) {
      Map<String, Object> none = new LinkedHashMap<>();
      none.put("index", 0);
      none.put("value", NEW_NAMESPACES);
      none.put("valueTwo", 0);
      none.put("op", "SCMP_CMP_MASKED_EQ");
      rules.add(allowed("clone", none));
      // Its flags lie in memory, where no filter sees them; told that there is none, C libraries
      // use clone.
      Map<String, Object> clone3 = new LinkedHashMap<>();
      clone3.put("names", List.of("clone3"));
      clone3.put("action", "SCMP_ACT_ERRNO");
      clone3.put("errnoRet", ENOSYS);
      rules.add(clone3);
    }
    return rules;
  }

  private static Map<String, Object> allowed(List<String> names) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("names", names);
    rule.put("action", "SCMP_ACT_ALLOW");
    return rule;
  }

  private static Map<String, Object> allowed(String name, Map<String, Object> argument) {
    Map<String, Object> rule = allowed(List.of(name));
    rule.put("args", List.of(argument));
    return rule;
  }

  private static List<String> names(Set<String> capabilities, String processor) {
    List<String> names = new ArrayList<>();
    boolean counts = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SystemCalls.class.getResourceAsStream("system-calls.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          String section = line.substring(1, line.length() - 1);
          counts =
              section.equals("any") || section.equals(processor) || capabilities.contains(section);
        } else if (counts && !line.isEmpty()) {
          names.addAll(Arrays.asList(line.split(" ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
