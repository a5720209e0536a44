/**
 * HTTP/1.1 (RFC 9110, RFC 9112) as registries, daemons and package mirrors need it: blocking,
 * bounded, over TCP, TLS and Unix sockets, with connections that are kept, the system's trust, and
 * proxies. Start from {@code HttpClient}.
 *
 * <p>Knows nothing of what is fetched; follows no redirects and holds no credentials.
 */
@NullMarked
package dev.kobako.http;

import org.jspecify.annotations.NullMarked;
