using System.Text.Json;

namespace Tdp.Testing;

/// <summary>Reads the runner's report, one JSON message a line, while the tests run.</summary>
internal sealed class TestReport(Action<string> failure, TimeProvider time)
{
    private readonly Lock oneAtATime = new();
    private readonly Dictionary<string, (string Name, long Heard)> inFlight = [];
    private readonly List<string> otherOutput = [];
    private long heard = time.GetTimestamp();

    public Tally Tally { get; private set; }

    /// <summary>Whether the runner came to its end; a crash leaves it false.</summary>
    public bool IsComplete { get; private set; }

    public IReadOnlyCollection<string> InFlight
    {
        get
        {
            lock (oneAtATime)
                return [.. inFlight.Values.Select(test => test.Name)];
        }
    }

    /// <summary>
    /// How long the quietest running test has said nothing; between tests, how long the whole project has.
    /// </summary>
    public TimeSpan Silence
    {
        get
        {
            lock (oneAtATime)
                return time.GetElapsedTime(inFlight.Count == 0 ? heard : inFlight.Values.Min(test => test.Heard));
        }
    }

    /// <summary>What tests wrote to the console, which says most when the process crashed.</summary>
    public IEnumerable<string> OtherOutput => otherOutput;

    public void Read(string line)
    {
        lock (oneAtATime)
            Take(line);
    }

    /// <summary>A failure of the process rather than of one test.</summary>
    public void Fail(string text)
    {
        Tally += new Tally(0, 1, 0);
        failure(text);
    }

    private void Take(string line)
    {
        heard = time.GetTimestamp();
        if (!line.StartsWith("{\"$type\":", StringComparison.Ordinal))
        {
            otherOutput.Add(line);
            return;
        }

        using var message = JsonDocument.Parse(Printable(line));
        Read(message.RootElement);
    }

    private void Read(JsonElement message)
    {
        switch (message.GetProperty("$type").GetString())
        {
            case "test-starting":
                inFlight[Id(message)] = (message.GetProperty("TestDisplayName").GetString()!, heard);
                break;
            case "test-output":
                inFlight[Id(message)] = (Name(message), heard);
                break;
            case "test-passed":
                Tally += new Tally(1, 0, 0);
                break;
            case "test-skipped":
                Tally += new Tally(0, 0, 1);
                break;
            case "test-failed":
                Fail($"{Name(message)}{Describe(message)}");
                break;
            case "test-finished":
                inFlight.Remove(Id(message));
                break;
            case "test-assembly-finished":
                IsComplete = true;
                break;
            case "error-message":
            case { } type when type.EndsWith("-cleanup-failure", StringComparison.Ordinal):
                Fail($"outside of a test{Describe(message)}");
                break;

            // The rest tells of collections, classes and methods, which the tests inside them tell better.
            default:
                break;
        }
    }

    // The runner writes what a test failed with as it is, and JSON wants these escaped.
    private static string Printable(string line) => line.Any(char.IsControl)
        ? string.Concat(line.Select(character => char.IsControl(character) ? '\uFFFD' : character))
        : line;

    private string Name(JsonElement message) =>
        inFlight.TryGetValue(Id(message), out var test) ? test.Name : "a test";

    private static string Id(JsonElement message) => message.GetProperty("TestUniqueID").GetString()!;

    private static string Describe(JsonElement message)
    {
        var lines = new List<string>();
        var types = Texts(message, "ExceptionTypes");
        var stacks = Texts(message, "StackTraces");
        foreach (var (index, text) in Texts(message, "Messages").Index())
        {
            lines.Add($"{(index == 0 ? "" : "caused by ")}{types.ElementAtOrDefault(index)}: {text}");
            lines.Add(stacks.ElementAtOrDefault(index) ?? "");
        }

        var all = string.Join('\n', lines).Replace("\n", $"{Environment.NewLine}      ", StringComparison.Ordinal)
            .TrimEnd();
        return $"{Environment.NewLine}      {all}";
    }

    private static string[] Texts(JsonElement message, string name) =>
        message.TryGetProperty(name, out var array)
            ? [.. array.EnumerateArray().Select(item => item.GetString() ?? "")]
            : [];
}
