using System.Text.Json;

namespace TestDigitalPlatform.Encryption;

/// <summary>What a sensitive value looks like without its type.</summary>
internal interface ISensitive
{
    SensitiveContent? Content { get; }
}

/// <summary>
/// The inside of a sensitive value: clear; sealed, as it was read and until the keys are there; or erased.
/// </summary>
internal abstract class SensitiveContent
{
    /// <summary>What stands for any sensitive value.</summary>
    internal const string Hidden = "•••";

    /// <summary>Whose it is, where that is known.</summary>
    internal CustomerId? Owner { get; private protected set; }

    /// <summary>The ciphertext, until it is opened.</summary>
    internal byte[]? Sealed { get; private protected set; }

    /// <summary>The ciphertext of a value that is erased: where the value is stored again, it stays what it was.</summary>
    internal byte[]? Remains { get; private set; }

    internal bool IsErased { get; private protected set; }

    /// <summary>The value, for rules that look at it; <see langword="null"/> when it is not there.</summary>
    internal abstract object? Plain { get; }

    /// <summary>The bytes that are encrypted.</summary>
    internal abstract byte[] Write();

    /// <summary>Takes the bytes that were encrypted.</summary>
    internal abstract void Open(ReadOnlySpan<byte> plain, CustomerId? owner);

    /// <summary>The keys are gone.</summary>
    internal void Erase() => (Sealed, Remains, IsErased) = (null, Sealed, true);

    internal static bool AreEqual(SensitiveContent? left, SensitiveContent? right) =>
        ReferenceEquals(left, right)
        || (left is null or { IsErased: true }
            ? right is null or { IsErased: true }
            : right is not null && left.Sealed is null && Equals(left.Plain, right.Plain));

    public override int GetHashCode() => IsErased ? 0 : Plain?.GetHashCode() ?? 0;

    public override bool Equals(object? obj) => obj is SensitiveContent other && AreEqual(this, other);

    public override string ToString() => Hidden;
}

/// <inheritdoc />
internal sealed class SensitiveContent<T> : SensitiveContent
    where T : notnull
{
    private T? value;

    internal SensitiveContent(T value) => this.value = value;

    internal SensitiveContent(byte[] ciphertext) => Sealed = ciphertext;

    internal override object? Plain => Sealed is null && !IsErased ? value : null;

    internal SensitiveContent<T> Of(CustomerId customer)
    {
        var copy = (SensitiveContent<T>)MemberwiseClone();
        copy.Owner = customer;
        return copy;
    }

    internal T Reveal()
    {
        if (IsErased)
            throw new InvalidOperationException("The sensitive value was erased. Check IsErased first.");
        return Sealed is null
            ? value!
            : throw new InvalidOperationException(
                "The sensitive value is still encrypted: it was read past the platform's Db. Read it with Db.");
    }

    internal override byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(Reveal(), PlatformJson.Options);

    internal override void Open(ReadOnlySpan<byte> plain, CustomerId? owner) =>
        (value, Sealed, Owner) = (JsonSerializer.Deserialize<T>(plain, PlatformJson.Tolerant)!, null, owner);
}

/// <summary>What is asked about types.</summary>
internal static class SensitiveTypes
{
    /// <summary>The inner type of a sensitive value, nullable or not; <see langword="null"/> for any other type.</summary>
    internal static Type? InnerOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sensitive<>) ? type.GenericTypeArguments[0] : null;
    }

    /// <summary>The inner value of a sensitive one; any other as it is.</summary>
    internal static object? PlainOf(object? value) => value is ISensitive sensitive ? sensitive.Content?.Plain : value;
}
