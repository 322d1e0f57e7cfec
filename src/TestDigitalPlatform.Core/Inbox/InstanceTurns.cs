namespace TestDigitalPlatform.Inbox;

/// <summary>Lets the messages of one instance take turns on this node, so that they don't undo each other's work.</summary>
/// <remarks>
/// Between nodes, the version of the instance decides. Instances share a limited number of places; two that share one wait for
/// each other, which costs time only.
/// </remarks>
internal sealed class InstanceTurns : IDisposable
{
    private const int Count = 256;

    private readonly SemaphoreSlim[] places = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits until no other message of these instances is handled here.</summary>
    /// <returns>What ends the turn when it is disposed; <see langword="null"/> for no instances.</returns>
    internal async ValueTask<IDisposable?> Take(IEnumerable<Guid> instances, CancellationToken cancellationToken)
    {
        // In order, so that no two wait for each other.
        var wanted = instances.Select(id => (int)((uint)id.GetHashCode() % Count)).Distinct().Order().ToArray();
        if (wanted.Length == 0)
            return null;
        var turn = new Turn(places, wanted.Length);
        try
        {
            foreach (var place in wanted)
            {
                await places[place].WaitAsync(cancellationToken);
                turn.Add(place);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var place in places)
            place.Dispose();
    }

    private sealed class Turn(SemaphoreSlim[] places, int count) : IDisposable
    {
        private readonly List<int> taken = new(count);

        internal void Add(int place) => taken.Add(place);

        public void Dispose()
        {
            foreach (var place in taken)
                places[place].Release();
        }
    }
}
