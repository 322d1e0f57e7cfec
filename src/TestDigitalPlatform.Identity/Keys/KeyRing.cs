using Microsoft.Extensions.Primitives;
using Npgsql;
using TestDigitalPlatform.Identity.Stores;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>The keys that sign and encrypt, the same on every node; the database has them, encrypted.</summary>
internal sealed class KeyRing(ProtocolDatabase database, PlatformCipher cipher, TimeProvider time) : IDisposable
{
    private CancellationTokenSource changed = new();

    private volatile IReadOnlyList<RingKey> keys = [];

    /// <summary>All keys that are published; those that sign now first, the newest of them at the front.</summary>
    internal IReadOnlyList<RingKey> Keys
    {
        get
        {
            var now = time.GetUtcNow();
            return
            [
                .. keys.Where(key => key.PublishedUntil > now)
                    .OrderBy(key => key.SignsFrom > now)
                    .ThenByDescending(key => key.SignsFrom)
                    .ThenBy(key => key.Id, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Whether there is a key of each kind that is in use now.</summary>
    internal bool CanSign
    {
        get
        {
            var now = time.GetUtcNow();
            return KeyMaker.Algorithms.All(algorithm => keys.Any(
                key => key.Algorithm == algorithm && key.SignsFrom <= now && key.PublishedUntil > now));
        }
    }

    /// <summary>Ends when other keys sign or are published.</summary>
    internal IChangeToken Changed => new CancellationChangeToken(changed.Token);

    /// <summary>Reads the keys again, and tells whether they are others or in another order.</summary>
    internal async Task<bool> Load(CancellationToken cancellationToken)
    {
        var before = order;
        var known = keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        var read = new List<RingKey>();
        await foreach (var row in database.List(
            "select key_id, algorithm, private_key, signs_from, published_until from identity.signing_key where published_until > $1",
            Read, cancellationToken, Time(time.GetUtcNow())))
        {
            // The private part never changes, and decrypting it again would be waste.
            var key = known.TryGetValue(row.Id, out var same)
                ? same.Key
                : KeyMaker.Read(row.Id, row.Algorithm, await cipher.Open(row.PrivateKey, cancellationToken));
            read.Add(new RingKey(row.Id, row.Algorithm, key, row.SignsFrom, row.PublishedUntil));
        }

        keys = read;
        order = string.Join(' ', Keys.Select(key => key.Id));
        if (order == before)
            return false;
        using var old = Interlocked.Exchange(ref changed, new CancellationTokenSource());
        await old.CancelAsync();
        return true;
    }

    private string order = "";

    public void Dispose() => changed.Dispose();

    private static StoredKey Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<DateTimeOffset>(3),
        row.GetFieldValue<DateTimeOffset>(4));

    private sealed record StoredKey(
        string Id, string Algorithm, byte[] PrivateKey, DateTimeOffset SignsFrom, DateTimeOffset PublishedUntil);
}
