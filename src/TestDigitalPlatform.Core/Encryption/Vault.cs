using System.Globalization;
using Npgsql;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Encryption;

/// <summary>Encrypts what is stored, and decrypts what was read.</summary>
internal sealed class Vault(KeyCache keys)
{
    /// <summary>The error of a ciphertext that can't be decrypted.</summary>
    internal const string Unreadable = "TDP0421";

    /// <summary>Refuses sensitive values: no key store is configured.</summary>
    internal static readonly Vault WithoutKeys = new(new KeyCache(new NoKeyStore(), TimeProvider.System));

    /// <summary>Encrypts the values of statements that are about to run.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="owner">Whose they are, as far as they don't say it themselves.</param>
    /// <param name="isBound">Whether that holds whatever they say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">The owner's keys were destroyed.</exception>
    internal ValueTask Seal(
        IList<NpgsqlBatchCommand> statements, CustomerId? owner, bool isBound, CancellationToken cancellationToken)
    {
        List<SealedParameter>? values = null;
        for (var at = 0; at < statements.Count; at++)
        {
            var parameters = statements[at].Parameters;
            for (var i = 0; i < parameters.Count; i++)
            {
                if (parameters[i] is SealedParameter { IsSealed: false } value)
                    (values ??= []).Add(value);
            }
        }

        return values is null ? default : Seal(values, new Sealer(keys, owner, isBound), cancellationToken);
    }

    private static async ValueTask Seal(
        List<SealedParameter> values, Sealer sealer, CancellationToken cancellationToken)
    {
        do
        {
            await sealer.Load(cancellationToken);
            foreach (var value in values)
                value.Seal(sealer);
        }
        while (!sealer.IsComplete);
    }

    /// <inheritdoc cref="Seal(IList{NpgsqlBatchCommand}, CustomerId?, bool, CancellationToken)" />
    internal ValueTask Seal(NpgsqlBatch batch, Caller? caller, CancellationToken cancellationToken) =>
        Seal(batch.BatchCommands, caller?.Customer, caller?.Customer is not null, cancellationToken);

    /// <summary>Writes a message as it is stored and sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<string> Json(object message, CustomerId? owner, CancellationToken cancellationToken)
    {
        var type = message.GetType();
        if (SealedJson.TryWrite(message, type, SealedJson.Messages, out var json))
            return json;
        var sealer = new Sealer(keys, owner, isBound: owner is not null);
        do
        {
            await sealer.Load(cancellationToken);
            json = SealedJson.Write(message, type, SealedJson.Messages, sealer);
        }
        while (!sealer.IsComplete);
        return json;
    }

    /// <summary>Decrypts values that were read.</summary>
    /// <param name="found">The values.</param>
    /// <param name="reader">Who reads them: a customer's users can read their customer's and the platform's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PlatformException">TDP0421: one was changed, or belongs to another customer.</exception>
    internal ValueTask Open(List<SensitiveContent> found, Caller? reader, CancellationToken cancellationToken) =>
        Open(found, reader?.Customer, reader is { Customer: null, IsPlatform: true }, cancellationToken);

    /// <inheritdoc cref="Open(List{SensitiveContent}, Caller?, CancellationToken)" />
    /// <param name="found">The values.</param>
    /// <param name="reader">Whose values can be read, beside the platform's.</param>
    /// <param name="readsAll">Whether all can be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask Open(
        List<SensitiveContent> found, CustomerId? reader, bool readsAll, CancellationToken cancellationToken)
    {
        foreach (var content in found)
        {
            if (content.Sealed is not { } ciphertext)
                continue;
            var by = Cipher.ReadHead(ciphertext) ?? throw Changed("it is no ciphertext of the platform");
            if (by.Customer is { } owner && owner != reader && !readsAll)
                throw Changed("it belongs to another customer");
            var known = await keys.Get(by.Customer, by.Number, cancellationToken);
            if (known.AreDestroyed)
            {
                content.Erase();
                continue;
            }

            // One that was made a moment ago may not have come to this node yet.
            var key = known.Keys.FirstOrDefault(k => k.Number == by.Number) ?? throw new KeysUnavailableException(
                $"The key store does not have key {by.Number.ToString(CultureInfo.InvariantCulture)} of "
                + $"{by.Customer?.Value ?? "the platform"}, which a stored sensitive value was encrypted with.");
            content.Open(Cipher.Open(key, ciphertext) ?? throw Changed("it was changed"), by.Customer);
        }
    }

    private static PlatformException Changed(string why) => new(
        Unreadable, $"A stored sensitive value can't be decrypted: {why}.");
}
