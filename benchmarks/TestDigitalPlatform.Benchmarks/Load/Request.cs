using System.Globalization;
using System.Text;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>HTTP/1.1 requests as bytes, made once and sent often. The host is a name that Development accepts.</summary>
internal static class Request
{
    public static byte[] Get(string path, string? token) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{Authorization(token)}\r\n");

    public static byte[] Post(string path, string? token, string json) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{Authorization(token)}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));

    private static string Authorization(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";
}
