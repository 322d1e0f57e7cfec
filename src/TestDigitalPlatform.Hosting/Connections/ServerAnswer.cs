using System.Buffers;
using System.Globalization;
using System.Text;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>
/// Makes problem details of what the server answers by itself to a request that it does not understand, which has no
/// body.
/// </summary>
internal static class ServerAnswer
{
    private static readonly byte[] NoContent = "Content-Length: 0\r\n"u8.ToArray();

    /// <returns>What the client is told; nothing where the answer stays as it is.</returns>
    internal static Problem? Write(ReadOnlySpan<byte> answer, IBufferWriter<byte> output)
    {
        // A connection that stays open may have carried HEAD, whose answers have no body.
        if (Status(answer) is not { } status
            || answer.IndexOf(NoContent.AsSpan()) is not (var at and >= 0)
            || answer.IndexOf("\r\nConnection: close\r\n"u8) < 0)
        {
            output.Write(answer);
            return null;
        }

        var problem = ProblemOfException.OfStatus(status);
        var body = Problem.Json(problem, instance: null);
        output.Write(answer[..at]);
        output.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"Content-Length: {body.Length}\r\nContent-Type: {Problem.ContentType}\r\n"
            + $"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n")));
        output.Write(answer[(at + NoContent.Length)..]);
        output.Write(body);
        return problem;
    }

    private static int? Status(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> version = "HTTP/1.1 "u8;
        if (!answer.StartsWith(version) || answer.Length < version.Length + 3)
            return null;
        return int.TryParse(
            answer.Slice(version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status >= 400
            ? status
            : null;
    }
}
