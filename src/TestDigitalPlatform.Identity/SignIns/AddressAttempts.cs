using System.Net;
using System.Net.Sockets;
using TestDigitalPlatform.Identity.Accounts;

namespace TestDigitalPlatform.Identity.SignIns;

/// <summary>Counts failed sign-ins for each network address, whichever accounts they name.</summary>
internal sealed class AddressAttempts(AccountDatabase database, TimeProvider time)
{
    // A company may have one address.
    internal const int Free = 50;

    internal static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // Each failure removes a few rows that are too old, so that the table stays as small as a day's failures.
    private const int Forgotten = 10;

    /// <summary>How long an address has to wait; <see langword="null"/> when it has not.</summary>
    internal async ValueTask<TimeSpan?> Wait(IPAddress? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = await database.Find<object>(
            $"select locked_until from identity.failed_address where address = {Name(address)} and locked_until > {now}",
            row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return row is DateTimeOffset until ? until - now : null;
    }

    internal async ValueTask Fail(IPAddress? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.Change(
            $"""
            with forgotten as (
                delete from identity.failed_address where address = any(array(
                    select address from identity.failed_address
                    where failed_at < {now - Kept} and address <> {Name(address)} limit {Forgotten}))
            )
            insert into identity.failed_address as f (address, failures, failed_at) values ({Name(address)}, 1, {now})
            on conflict (address) do update set
                failures = case when f.failed_at < {now - Kept} then 1 else least(f.failures, 1000000) + 1 end,
                locked_until = case when f.failed_at >= {now - Kept} and f.failures + 1 >= {Free}
                    then {now} + least({FirstLock.TotalSeconds} * power(2, least(f.failures + 1 - {Free}, 20)),
                        {LongestLock.TotalSeconds}) * interval '1 second' end,
                failed_at = {now}
            """,
            cancellationToken);
    }

    // Whoever has one address of IPv6 has its whole network of 64 bits.
    internal static string Name(IPAddress? address)
    {
        if (address is null)
            return "none";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
