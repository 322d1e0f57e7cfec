using System.Runtime.InteropServices;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// Lets so many requests in at once, and of those no more than a share for any one customer; turns away the rest,
/// without making any wait.
/// </summary>
internal sealed class RequestGate(PlatformOptions options)
{
    private readonly int placesOfOne =
        Math.Max(1, (int)(options.MaxConcurrentRequests * options.CustomerShare));

    // Who is not inside has no entry, so there are never more than places. Nothing is allocated for one that comes and
    // goes: the dictionary uses its entries again.
    private readonly Dictionary<Party, int> parties = [];
    private readonly Lock door = new();
    private int inside;

    /// <returns>Whoever is let in leaves again; whoever is not does not.</returns>
    internal Entry TryEnter(Caller? caller)
    {
        lock (door)
        {
            if (inside >= options.MaxConcurrentRequests)
                return Entry.Full;
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(parties, Party.Of(caller), out _);
            if (places >= placesOfOne)
                return Entry.ShareUsedUp;
            places++;
            inside++;
            return Entry.Granted;
        }
    }

    internal void Leave(Caller? caller)
    {
        var party = Party.Of(caller);
        lock (door)
        {
            inside--;
            if (--CollectionsMarshal.GetValueRefOrNullRef(parties, party) == 0)
                parties.Remove(party);
        }
    }

    internal enum Entry
    {
        Granted,
        Full,
        ShareUsedUp,
    }
}
