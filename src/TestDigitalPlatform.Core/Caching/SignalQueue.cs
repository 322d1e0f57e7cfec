using System.Text;
using System.Threading.Channels;

namespace TestDigitalPlatform.Caching;

/// <summary>What other nodes have to be told: each line once, and when there are too many, one line for all.</summary>
/// <param name="forAll">The line that says that anything may have changed.</param>
internal sealed class SignalQueue(string forAll)
{
    internal const int MaxLines = 10_000;

    private readonly Lock gate = new();
    private readonly HashSet<string> lines = new(StringComparer.Ordinal);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal int Count
    {
        get
        {
            lock (gate)
                return lines.Count;
        }
    }

    internal void Add(string line)
    {
        lock (gate)
        {
            if (lines.Count >= MaxLines)
            {
                lines.Clear();
                lines.Add(forAll);
            }

            if (!lines.Contains(forAll))
                lines.Add(line);
        }

        wake.Writer.TryWrite(true);
    }

    /// <summary>Takes out so many lines that they and the line breaks between them stay under a size.</summary>
    /// <param name="maxBytes">The size in UTF-8.</param>
    internal List<string> Take(int maxBytes)
    {
        var taken = new List<string>();
        lock (gate)
        {
            foreach (var line in lines)
            {
                maxBytes -= Encoding.UTF8.GetByteCount(line) + 1;
                if (maxBytes < 0 && taken.Count > 0)
                    break;
                taken.Add(line);
            }

            lines.ExceptWith(taken);
        }

        return taken;
    }

    /// <summary>Puts lines back that could not be sent.</summary>
    internal void PutBack(List<string> taken) => taken.ForEach(Add);

    /// <summary>Waits until there may be something to tell.</summary>
    internal async ValueTask Wait(CancellationToken cancellationToken) => await wake.Reader.ReadAsync(cancellationToken);
}
