using System.Runtime.InteropServices;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// Lets so many requests in at once, and of those no more than a share for any one customer; turns away the rest,
/// without making any wait.
/// </summary>
/// <remarks>
/// A party may have as many places as are free, times a factor. Alone it comes to exactly its share; of two that want
/// all, each gets less (with a share of one half a third), and so on: some places are always left for one who has none.
/// </remarks>
internal sealed class RequestGate(PlatformOptions options)
{
    private const double Rounding = 1e-6;

    // Infinite when one may have all.
    private readonly double placesForEachFree = options.CustomerShare / (1 - options.CustomerShare);

    // Who is not inside has no entry, so there are never more than places. Nothing is allocated for one that comes and
    // goes: the dictionary uses its entries again.
    private readonly Dictionary<Party, int> parties = [];
    private readonly Lock gate = new();
    private int inside;

    /// <returns>Whoever is let in leaves again; whoever is not does not.</returns>
    internal Entry TryEnter(Caller? caller)
    {
        lock (gate)
        {
            var free = options.MaxConcurrentRequests - inside;
            if (free <= 0)
                return Entry.Full;
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(parties, Party.Of(caller), out _);
            if (places >= placesForEachFree * free - Rounding)
                return Entry.ShareUsedUp;
            places++;
            inside++;
            return Entry.Granted;
        }
    }

    internal void Leave(Caller? caller)
    {
        var party = Party.Of(caller);
        lock (gate)
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
