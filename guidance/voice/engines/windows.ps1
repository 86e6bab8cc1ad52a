# Speaks $Text into the file $To with System.Speech and prints the voice's name; without a file it only prints. The arguments are words, never code.
param([string]$Language, [string]$Voice = "", [int]$Rate = 0, [string]$To = "", [string]$Text = "")
$ErrorActionPreference = "Stop"
try {
    Add-Type -AssemblyName System.Speech
    $speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
    if ($Voice -eq "") {
        $fitting = $speech.GetInstalledVoices() | Where-Object { $_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq $Language }
        if (-not $fitting) { throw "no voice is installed for the language '$Language'" }
        $Voice = @($fitting)[0].VoiceInfo.Name
    }
    $speech.SelectVoice($Voice)
    if ($To -ne "") {
        $speech.Rate = $Rate
        $form = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, [System.Speech.AudioFormat.AudioBitsPerSample]::Sixteen, [System.Speech.AudioFormat.AudioChannel]::Mono)
        $speech.SetOutputToWaveFile($To, $form)
        $speech.Speak($Text)
    }
    $speech.Dispose()
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    Write-Output $Voice
} catch {
    [Console]::Error.WriteLine($_.Exception.Message)
    exit 1
}
