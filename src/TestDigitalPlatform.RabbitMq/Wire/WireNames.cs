using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>What queues and exchanges are called, as in NServiceBus' conventional routing topology.</summary>
internal static class WireNames
{
    // AMQP 0-9-1's short strings.
    private const int MaxBytes = 255;
    private const int HashLength = 16;

    /// <summary>The exchange of an event: namespace, colon, name. A nested type's outer types are left out.</summary>
    internal static string ExchangeOf(string wireName)
    {
        // What follows a bracket are the arguments of a generic type, which have dots of their own.
        var end = wireName.IndexOf('[', StringComparison.Ordinal);
        var name = end < 0 ? wireName : wireName[..end];
        var dot = name.LastIndexOf('.');
        var nested = name.LastIndexOf('+');
        return Short($"{(dot < 0 ? "" : name[..dot])}:{name[(Math.Max(dot, nested) + 1)..]}");
    }

    /// <summary>Whether a text is one that AMQP can carry as a name.</summary>
    internal static bool Fits(string text) => text.Length <= MaxBytes && Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    /// <summary>A name that AMQP can carry: one that is too long ends in a hash.</summary>
    internal static string Short(string name)
    {
        if (Fits(name))
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        var kept = name.Length;
        while (Encoding.UTF8.GetByteCount(name.AsSpan(0, kept)) > MaxBytes - HashLength - 1)
            kept--;
        return $"{name[..kept]}~{hash}";
    }
}
