using System.Diagnostics;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform;

/// <summary>A personal or secret value, such as an e-mail address: encrypted wherever the platform stores it.</summary>
/// <remarks>
/// <para>Over HTTP it is plain JSON of the inner type, and the limits of the member apply to the inner value. In the
/// database, in events and in stored answers it is ciphertext, under a key of the customer that it belongs to. Logs, audit,
/// problems and <see cref="ToString"/> never show it.</para>
/// <para>When the customer's keys are destroyed, the value is gone for good: <see cref="IsErased"/> is then
/// <see langword="true"/>, and JSON has <c>null</c>.</para>
/// </remarks>
/// <typeparam name="T">The inner type: <see cref="string"/>, or another single value that JSON can hold.</typeparam>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(HiddenJson))]
public readonly struct Sensitive<T> : IEquatable<Sensitive<T>>, ISensitive
    where T : notnull
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SensitiveContent<T>? content;

    /// <summary>Marks a value as sensitive.</summary>
    /// <param name="value">The value.</param>
    public Sensitive(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        content = new SensitiveContent<T>(value);
    }

    internal Sensitive(SensitiveContent<T>? content) => this.content = content;

    /// <summary>Whether there is no value: the keys of its customer were destroyed, or it was never set.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public bool IsErased => content is null || content.IsErased;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    SensitiveContent? ISensitive.Content => content;

    /// <summary>Returns the value itself. Call it where the value is used, and nowhere before.</summary>
    /// <exception cref="InvalidOperationException"><see cref="IsErased"/> is <see langword="true"/>, or the value was read
    /// past the platform and is still encrypted.</exception>
    public T Reveal() => content is null
        ? throw new InvalidOperationException("The sensitive value was erased or never set. Check IsErased first.")
        : content.Reveal();

    /// <summary>
    /// Says which customer the value belongs to, where the caller belongs to none: it is then encrypted with that customer's
    /// key, and erased with it.
    /// </summary>
    /// <remarks>What a customer's own users store always belongs to their customer.</remarks>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException">The id was never set.</exception>
    public Sensitive<T> For(CustomerId customer) => customer == default
        ? throw new ArgumentException("The customer's id was never set.", nameof(customer))
        : new(content?.Of(customer));

    /// <summary>Returns what a column of type <c>bytea</c> is compared with, to find the value by equality.</summary>
    /// <remarks>
    /// It is an HMAC-SHA256 under a key of the customer: equal values of one customer have equal search keys, and whoever
    /// reads the column sees that they are equal. Write the value in one form, such as lower case, before.
    /// </remarks>
    public SearchKey SearchKey() => new(content);

    /// <inheritdoc />
    public bool Equals(Sensitive<T> other) => SensitiveContent.AreEqual(content, other.content);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Sensitive<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => content?.GetHashCode() ?? 0;

    /// <summary>Returns <c>•••</c>, whatever the value is.</summary>
    public override string ToString() => SensitiveContent.Hidden;

    /// <summary>Whether both have the same value.</summary>
    public static bool operator ==(Sensitive<T> left, Sensitive<T> right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Sensitive<T> left, Sensitive<T> right) => !left.Equals(right);

    /// <summary>Marks a value as sensitive.</summary>
#pragma warning disable CA2225 // The constructor is the named way.
    public static implicit operator Sensitive<T>(T value) => new(value);
#pragma warning restore CA2225
}
