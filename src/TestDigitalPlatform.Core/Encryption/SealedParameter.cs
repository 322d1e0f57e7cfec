using Npgsql;
using NpgsqlTypes;

namespace TestDigitalPlatform.Encryption;

/// <summary>A parameter whose value is encrypted before the statement is sent.</summary>
/// <remarks>It can't be sent as it is: the driver knows no way to write what stands in it until then.</remarks>
internal sealed class SealedParameter : NpgsqlParameter, ICloneable
{
    private readonly Func<Sealer, object?> seal;

    internal SealedParameter(Func<Sealer, object?> seal, NpgsqlDbType type, object clear)
    {
        this.seal = seal;
        Clear = clear;
        NpgsqlDbType = type;
        Value = Unsealed.Instance;
    }

    /// <summary>The value as a team's test sees it, which does not show what is sensitive.</summary>
    internal object Clear { get; }

    internal bool IsSealed { get; private set; }

    internal void Seal(Sealer with) => (Value, IsSealed) = (seal(with) ?? DBNull.Value, true);

    /// <summary>The same value for another statement, which encrypts it anew.</summary>
    internal SealedParameter Again() => new(seal, NpgsqlDbType, Clear);

    object ICloneable.Clone() => IsSealed ? new NpgsqlParameter { Value = Value, NpgsqlDbType = NpgsqlDbType } : Again();

    private sealed class Unsealed
    {
        internal static readonly Unsealed Instance = new();
    }
}
