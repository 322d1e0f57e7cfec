using System.Text.RegularExpressions;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>Holds the servers to one answer, or a comparison of their speed would mean nothing.</summary>
internal static partial class SameAnswers
{
    // Cursors are each server's own, and a new item has a new id.
    [GeneratedRegex(@"(?<=""next"":"")[^""]+|(?<=^\{""id"":"")[^""]+(?=""\}$)")]
    private static partial Regex OwnTexts();

    /// <exception cref="BenchmarkException">Two servers answer differently.</exception>
    public static async Task Check(IReadOnlyList<byte[]> requests, IReadOnlyList<Server> servers, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            var answers = new List<string>();
            foreach (var server in servers)
                answers.Add(await Ask(server, request, cancellationToken));
            if (answers.Distinct(StringComparer.Ordinal).Count() > 1)
                throw new BenchmarkException("The servers answer differently:\n"
                    + string.Join('\n', answers.Zip(servers, (answer, server) => $"{server.Kind.Name}: {answer}")));
        }
    }

    private static async Task<string> Ask(Server server, byte[] request, CancellationToken cancellationToken)
    {
        using var connection = await LoadConnection.Open(server.Address, cancellationToken);
        var answer = connection.Ask(request);
        return answer.IsOk
            ? OwnTexts().Replace(answer.Text, "…")
            : throw new BenchmarkException($"{server.Kind.Name} answers:\n{answer.Head}{answer.Text}");
    }
}
